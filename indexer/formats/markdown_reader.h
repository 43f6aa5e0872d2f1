#pragma once

#include <string>
#include <string_view>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads one paper from a Markdown file: YAML front matter between two lines
/// `---`, then sections. A section's heading (摘要, 创新点, Summary,
/// Contribution) says which field its text is; text under another heading, or
/// none, is summary.
void ReadMarkdown(const std::string& file, std::string_view content, const RecordSink& sink);

}  // namespace dssearch::indexer
