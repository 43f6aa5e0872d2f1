#pragma once

#include <istream>
#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads JSON lines: one object a line, one record an object. Values are
/// strings, numbers, or lists of them; empty lines are skipped.
void ReadJsonLines(const std::string& file, std::istream& input, const RecordSink& sink);

}  // namespace dssearch::indexer
