#pragma once

#include <string>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/cross_language_expander.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// One thing that a query looks for, in all forms that snippets mark. All texts are folded.
struct HighlightGroup {
  std::vector<std::string> tokens = {};                ///< The texts of tokens of any kind.
  std::vector<std::string> stems = {};                 ///< The stems of words.
  std::vector<std::vector<std::string>> phrases = {};  ///< Sequences of subwords and characters.
  /// Sequences of lexicon tokens (text/lexicon_tokens.h).
  std::vector<std::vector<std::string>> lexicon_phrases = {};
  std::string prefix = {};  ///< A prefix of words; empty for none.
  bool is_quoted = false;   ///< Whether its phrases are marked across words of the text, too.
  double weight = 0;        ///< Its inverse document frequency, above 0.

  bool operator==(const HighlightGroup&) const = default;
};

/// The highlight groups of a query and of its expansions. Excluded texts, names and whole values
/// have none. Throws Xapian::Error.
std::vector<HighlightGroup> HighlightsOf(const AnalyzedQuery& query,
                                         const std::vector<LexiconExpansion>& expansions,
                                         const IndexReader& reader);

}  // namespace dssearch
