#pragma once

#include <string>
#include <string_view>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads the paper in a Markdown file: YAML front matter between two lines `---`, then sections.
/// The heading of a section (摘要, 创新点, Summary, Contribution) says which field its text is;
/// text below another heading, or none, is the summary. `file` is what the file is called in
/// locations, `key` is the key of the record.
void ReadMarkdown(const std::string& file, std::string_view content, const std::string& key,
                  const RecordSink& sink);

}  // namespace dssearch::indexer
