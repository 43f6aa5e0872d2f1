#pragma once

#include <string>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/cross_language_expander.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// One thing that a query looks for, in the ways that a text may show it: what snippets mark. All
/// texts are folded.
struct HighlightGroup {
  std::vector<std::string> tokens = {};                ///< Tokens of any kind as they stand.
  std::vector<std::string> stems = {};                 ///< Stems of words.
  std::vector<std::vector<std::string>> phrases = {};  ///< Subwords and characters in a row.
  /// Lexicon tokens (text/lexicon_tokens.h) in a row.
  std::vector<std::vector<std::string>> lexicon_phrases = {};
  std::string prefix = {};  ///< The beginning of a word, if not empty.
  double weight = 0;        ///< Its inverse document frequency.

  bool operator==(const HighlightGroup&) const = default;
};

/// What a query looks for in texts, and its expansions. What must not be there, names and whole
/// values are not marked. Throws Xapian::Error.
std::vector<HighlightGroup> HighlightsOf(const AnalyzedQuery& query,
                                         const std::vector<TermExpansion>& expansions,
                                         const IndexReader& reader);

}  // namespace dssearch
