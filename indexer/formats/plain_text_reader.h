#pragma once

#include <string>
#include <string_view>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads one paper from a text: the first line that is not empty is its title,
/// the rest its summary. `key` stands in for an id.
void ReadPlainText(const std::string& file, std::string_view content, const std::string& key,
                   const RecordSink& sink);

}  // namespace dssearch::indexer
