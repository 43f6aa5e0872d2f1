#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/index/execution.h"
#include "searcher/index/index_reader.h"
#include "searcher/search/query_plan.h"

namespace dssearch {

/// A paper that was found as a hit, without snippets and names of domains.
Hit ToHit(RankedPaper ranked);

/// Goes through the papers from `offset` on, up to `limit`, in the order of a request. The reader
/// and `understood` must outlive it. Throws Xapian::Error.
std::unique_ptr<PaperCursor> RankPage(const IndexReader& reader, const SearchRequest& request,
                                      const UnderstoodQuery& understood, std::size_t offset,
                                      std::size_t limit);

/// The hits of some papers, with snippets, and with evidence where the request asks for it. Throws
/// Xapian::Error, and Error kIndexCorrupt.
std::vector<Hit> HitsOf(const IndexReader& reader, const SearchRequest& request,
                        const UnderstoodQuery& understood, std::vector<RankedPaper> ranked);

}  // namespace dssearch
