#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dssearch {

/// A half-open byte range [begin, end) of some UTF-8 text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

/// A short piece of a paper and where the query matches in it. Plain text:
/// nothing in it is escaped and nothing in it is markup, so a terminal and a
/// web page can each show it their own way.
struct Snippet {
  std::string field = {};        ///< Where the text stands: "summary_zh", "title", ...
  std::string text = {};         ///< Valid UTF-8.
  std::vector<Span> marks = {};  ///< Ordered, disjoint, not adjacent; into `text`.

  bool operator==(const Snippet&) const = default;
};

}  // namespace dssearch
