#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"
#include "searcher/compile/highlights.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// A place in a text that a highlight group matches.
struct Occurrence {
  std::size_t group;  ///< Index of the HighlightGroup.
  Span span;          ///< In bytes of the text.
};

/// The places in a text that the highlights of a query match, in the order in which they begin.
/// `analysis` is that of `text`. Chinese is matched by the words of the text, unless it is quoted:
/// 化学 is none of 强化学习.
std::vector<Occurrence> FindOccurrences(std::string_view text, const text::Analysis& analysis,
                                        const std::vector<HighlightGroup>& highlights,
                                        text::Analyzer& analyzer);

/// The first occurrence that begins at or after `begin`.
std::vector<Occurrence>::const_iterator FirstFrom(std::size_t begin,
                                                  const std::vector<Occurrence>& found);

/// The sum of the weights of the highlight groups that match inside of a span.
double WeightIn(const Span& span, const std::vector<Occurrence>& found,
                const std::vector<HighlightGroup>& highlights);

/// The marks of the occurrences in a window. Those that overlap or touch are merged. The window's
/// text stands in the snippet from `shift` on.
std::vector<Span> MarksIn(const Span& window, std::size_t shift,
                          const std::vector<Occurrence>& found);

}  // namespace dssearch
