#pragma once

#include <cstddef>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/snippet.h"
#include "searcher/compile/highlights.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// What to show of a paper for a query: the segment of its summaries, at most
/// `cells` display cells long, that holds the most telling of the query's words
/// (by summed inverse document frequency of distinct ones), then its titles
/// where they match. `chinese` prefers the Chinese half where both halves match.
///
/// A segment begins at a sentence where it can, and never cuts a word or a
/// formula between dollar signs.
std::vector<Snippet> MakeSnippets(const Paper& paper, const std::vector<HighlightGroup>& highlights,
                                  bool chinese, std::size_t cells, text::Analyzer& analyzer);

}  // namespace dssearch
