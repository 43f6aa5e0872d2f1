#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "searcher/compile/compiled_clause.h"
#include "searcher/index/dictionary.h"
#include "searcher/index/index_reader.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {

/// An occurrence of a lexicon term in a text.
struct LexiconMatch {
  std::size_t first;  ///< It covers the tokens [first, end).
  std::size_t end;
  std::shared_ptr<const LexiconEntries> entries;  ///< Owns `entry`.
  const format::LexiconEntry* entry;
  /// Whether the text has a form of the term, not another word with the same stem.
  bool is_form = true;
};

/// The lexicon terms in a text, in its order; of overlapping ones the longest. The tokens of a term
/// have consecutive positions. A word that only shares its stem with a term (localization, local)
/// matches it if the term has a learnt translation. Throws Xapian::Error.
std::vector<LexiconMatch> FindLexiconMatches(const std::vector<text::LexiconToken>& tokens,
                                             const IndexReader& reader);

/// The positions of a term in its text.
PositionRange PositionsOf(const LexiconMatch& term, const std::vector<text::LexiconToken>& tokens);

/// Whether a term scores once more where it occurs as a whole: a Chinese term of three characters
/// or more that no single word covers.
bool ScoresAsWhole(const LexiconMatch& term, const TextClauses& text);

}  // namespace dssearch
