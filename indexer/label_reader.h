#pragma once

#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads the labels in a file domains.yaml with this text, a list of {zh: ..., en: ...}. `file` is
/// what it is called in rejects. A file with a fault is a Reject, and none of its labels are used.
void ReadLabels(const std::string& file, const std::string& text, const RecordSink& sink);

}  // namespace dssearch::indexer
