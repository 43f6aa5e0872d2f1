#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dssearch {

/// A half-open range [begin, end) of bytes of a UTF-8 text, which cuts no character.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

/// A part of a paper's text, and where the query matches in it. The text is plain: nothing in it is
/// escaped or markup, so that a terminal and a web page can each mark it in their own way.
struct Snippet {
  std::string field = {};        ///< The field of the text: "summary_zh", "title", ...
  std::string text = {};         ///< Valid UTF-8.
  std::vector<Span> marks = {};  ///< The matches in `text`: ordered, disjoint, not adjacent.

  bool operator==(const Snippet&) const = default;
};

}  // namespace dssearch
