#pragma once

#include <cstddef>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/snippet.h"
#include "searcher/compile/highlights.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// The snippets of a paper for a query: first the best fragment of its summaries and contributions,
/// then its titles, each whole, that match. None where `cells` is 0.
///
/// A fragment takes at most `cells` display cells. The best one has the highest sum of the weights
/// (inverse document frequencies) of the highlight groups that match in it. A fragment begins with
/// a sentence where it can, and cuts neither a word nor a formula between dollar signs. Where texts
/// in both languages match, those in Chinese are taken if `chinese`, else the others.
///
/// Chinese is marked by the words of the text: 化学 is marked in 强调化学, but not in 强化学习,
/// where it is the end of one word and the beginning of the next. What is quoted is marked
/// anywhere.
std::vector<Snippet> MakeSnippets(const Paper& paper, const std::vector<HighlightGroup>& highlights,
                                  bool chinese, std::size_t cells, text::Analyzer& analyzer);

}  // namespace dssearch
