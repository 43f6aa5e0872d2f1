#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "searcher/text/analyzer.h"

namespace dssearch::text {

/// The tokens of an analysis in order, with '|' before the next position. Marks before a token say
/// its kind: =compound, +catenated, *word, _bigram, none for subwords and characters; '~' behind a
/// token says that it does not score.
///
///   使用BERT  →  *使用 _使用 使~|用~|bert
inline std::string ToString(const Analysis& analysis) {
  std::string out;
  std::uint32_t position = 0;
  for (const Token& token : analysis.tokens()) {
    if (!out.empty() && token.position == position) out += ' ';
    for (; position < token.position; ++position) out += '|';
    constexpr std::string_view kMarks[] = {"", "", "=", "+", "*", "_"};
    out += kMarks[static_cast<std::size_t>(token.kind)];
    out += analysis.Text(token);
    if (!token.scores) out += '~';
  }
  for (; position + 1 < analysis.positions(); ++position) out += '|';
  return out;
}

}  // namespace dssearch::text
