#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// What completes a text that is being typed: keywords of papers that begin so
/// and single words that begin like its only word, each most frequent first, at
/// most half of `limit` together; then titles in which every typed word begins
/// a word, best match first. Nothing
/// comes twice, nor what has been typed itself.
std::vector<std::string> Complete(const IndexReader& reader, std::string_view typed,
                                  std::size_t limit);

}  // namespace dssearch
