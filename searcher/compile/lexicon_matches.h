#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "searcher/format/lexicon.h"
#include "searcher/index/index_reader.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {

/// A term of the lexicon that stands in a query.
struct TermMatch {
  std::size_t first;  ///< Units [first, end).
  std::size_t end;
  std::shared_ptr<const std::vector<format::LexiconEntry>> entries;  ///< Keeps `entry`.
  const format::LexiconEntry* entry;
  bool is_form = true;  ///< It is the term in one of its forms; else another word of its stem.
};

/// The terms in a query, longest first where they overlap; in the order of the
/// query. Units whose positions follow each other may make a term. Of words of
/// one stem that are not forms of each other, only what was learnt holds for both.
std::vector<TermMatch> FindTerms(const std::vector<text::Unit>& units, Session& session);

}  // namespace dssearch
