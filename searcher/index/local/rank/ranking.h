#pragma once

#include <xapian.h>

#include <cstddef>
#include <vector>

#include "dssearch/request.h"
#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/match/matcher.h"
#include "searcher/index/local/rank/scored_doc.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// The documents at [offset, offset + limit) of `docs`, all of which match `query`, in the order of
/// `sort`. Throws Xapian::Error.
///
/// By relevance, documents are ranked in two phases, since verifying phrases is slow: all of them
/// by approximation, then each kRescoreWindow of them in that order again with positions verified.
/// The rank of a document depends only on its window, so pages of any size fit together.
std::vector<ScoredDoc> RankDocs(const LocalReader& reader, const QueryNode& query,
                                const DocBitSet& docs, Sort sort, std::size_t offset,
                                std::size_t limit);

/// The same by relevance, in one phase. Equal scores are ordered newest first, undated last, then
/// by id.
std::vector<ScoredDoc> RankByRelevance(const LocalReader& reader, const QueryNode& query,
                                       const DocBitSet& docs, Positions positions,
                                       std::size_t offset, std::size_t limit);

/// The number of documents that are rescored together. 50 rank as well as 100: nDCG@10 of cnki_lis
/// keywords is .855 instead of .856, that of all other collections the same.
inline constexpr std::size_t kRescoreWindow = 50;

}  // namespace dssearch
