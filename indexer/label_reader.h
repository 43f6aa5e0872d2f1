#pragma once

#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads a domains.yaml: a list of {zh: ..., en: ...}. What is wrong with it is
/// a Reject, and then none of it is used.
void ReadLabels(const std::string& name, const std::string& text, const RecordSink& sink);

}  // namespace dssearch::indexer
