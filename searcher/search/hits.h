#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/index/index_reader.h"
#include "searcher/rank/scored_doc.h"
#include "searcher/search/query_plan.h"

namespace dssearch {

/// The documents at [offset, offset + limit) in the order of a request. Throws Xapian::Error.
std::vector<ScoredDoc> RankPage(const IndexReader& reader, const SearchRequest& request,
                                const UnderstoodQuery& understood, std::size_t offset,
                                std::size_t limit);

/// The hits of some documents: their papers with snippets, and with evidence where the request asks
/// for it. Throws Xapian::Error, and Error kIndexCorrupt.
std::vector<Hit> HitsOf(const IndexReader& reader, const SearchRequest& request,
                        const UnderstoodQuery& understood, std::span<const ScoredDoc> ranked);

}  // namespace dssearch
