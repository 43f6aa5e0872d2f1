#include "searcher/saved/new_papers.h"

#include <utility>

namespace dssearch::saved {

std::uint64_t CountPapers(const Searcher& searcher, SearchRequest request) {
  request.limit = 0;
  request.offset = 0;
  request.facets.clear();
  return searcher.Search(request).total;
}

std::optional<std::uint64_t> CountNewPapers(const Searcher& searcher, const std::string& index,
                                            const SavedSearch& search, const SeenCommits& seen) {
  SearchRequest request = RequestOf(search.parameters);
  request.added_after = seen.Of(index, search.name, searcher.state().commit);
  if (request.added_after.empty()) return std::nullopt;
  return CountPapers(searcher, std::move(request));
}

}  // namespace dssearch::saved
