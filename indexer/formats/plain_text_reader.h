#pragma once

#include <string>
#include <string_view>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads the paper in a plain text: the first line that is not empty is its title, the rest its
/// summary. `file` is what the file is called in locations, `key` is the key of the record. A text
/// that is no paper but an export or a list of several is a Reject, see KindOfText().
void ReadPlainText(const std::string& file, std::string_view content, const std::string& key,
                   const RecordSink& sink);

}  // namespace dssearch::indexer
