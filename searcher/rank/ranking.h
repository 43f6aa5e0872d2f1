#pragma once

#include <xapian.h>

#include <cstddef>
#include <vector>

#include "dssearch/request.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/matcher.h"
#include "searcher/match/query_node.h"
#include "searcher/rank/scored_doc.h"

namespace dssearch {

/// `limit` documents from `offset` on of those in `docs`, all of which match `query`, in the order
/// of `sort`. Throws Xapian::Error.
///
/// By relevance documents are ranked in two phases, since looking up where words stand is slow: all
/// of them by approximation, then each kRescoreWindow of them in that order anew by where their
/// words stand. The place of a document depends on its window alone, so pages of any size fit
/// together.
std::vector<ScoredDoc> RankDocs(const IndexReader& reader, const QueryNode& query,
                                const DocBitSet& docs, Sort sort, std::size_t offset,
                                std::size_t limit);

/// 50 rank as 100 do: nDCG@10 of cnki_lis keywords .855 for .856, of all other collections the
/// same.
inline constexpr std::size_t kRescoreWindow = 50;

/// The same by relevance in one phase; equal documents come newest first, undated last, then by id.
std::vector<ScoredDoc> RankByRelevance(const IndexReader& reader, const QueryNode& query,
                                       const DocBitSet& docs, Positions positions,
                                       std::size_t offset, std::size_t limit);

}  // namespace dssearch
