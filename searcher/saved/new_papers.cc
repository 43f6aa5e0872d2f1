#include "searcher/saved/new_papers.h"

#include <utility>

#include "dssearch/error.h"

namespace dssearch::saved {

void Check(const Searcher& searcher, const SavedSearch& search) {
  try {
    searcher.Check(RequestOf(search.parameters));
  } catch (const Error& e) {
    throw Error(e.code(), "the search '" + search.name + "': " + e.what(), e.hint());
  }
}

std::uint64_t CountPapers(const Searcher& searcher, SearchRequest request) {
  request.limit = 0;
  request.offset = 0;
  request.facets.clear();
  return searcher.Search(request).total;
}

std::optional<std::uint64_t> CountNewPapers(const Searcher& searcher, const std::string& index,
                                            const SavedSearch& search, const SeenCommits& seen) {
  Check(searcher, search);
  SearchRequest request = RequestOf(search.parameters);
  request.added_after = seen.Of(index, search.name, searcher.state().commit);
  if (request.added_after.empty()) return std::nullopt;
  return CountPapers(searcher, std::move(request));
}

}  // namespace dssearch::saved
