#pragma once

#include <string>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// Whether a text is the title of a paper, or a part of eight Chinese characters that is at least
/// half of one, whatever signs and blanks are in both. Throws Xapian::Error.
bool IsTitle(const std::string& text, const IndexReader& reader);

}  // namespace dssearch
