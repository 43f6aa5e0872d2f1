#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "searcher/compile/compiled_clause.h"
#include "searcher/index/dictionary.h"
#include "searcher/index/index_reader.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {

/// A term of the lexicon that stands in a text.
struct LexiconMatch {
  std::size_t first;  ///< Tokens [first, end).
  std::size_t end;
  std::shared_ptr<const LexiconEntries> entries;  ///< Keeps `entry`.
  const format::LexiconEntry* entry;
  bool is_form = true;  ///< It is the term in one of its forms; else another word of its stem.
};

/// The terms in a text, longest first where they overlap; in the order of the text. Tokens whose
/// positions follow each other may make a term. Of words of one stem that are not forms of each
/// other, only what was learnt holds for both. Throws Xapian::Error.
std::vector<LexiconMatch> FindLexiconMatches(const std::vector<text::LexiconToken>& tokens,
                                             const IndexReader& reader);

/// Where a term stands in its text.
PositionRange PositionsOf(const LexiconMatch& term, const std::vector<text::LexiconToken>& tokens);

/// Whether a term scores once more where it stands as a whole: a Chinese one that is cut into
/// several clauses.
bool ScoresAsWhole(const LexiconMatch& term, const TextClauses& text);

}  // namespace dssearch
