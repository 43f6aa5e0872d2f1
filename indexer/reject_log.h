#pragma once

#include <string>
#include <vector>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Writes INDEX/rejects.jsonl, one object {"file","line","reason","hint"} a
/// reject, in place of the last run's. Throws Error kIo.
void WriteRejects(const std::string& index, const std::vector<Reject>& rejects);

}  // namespace dssearch::indexer
