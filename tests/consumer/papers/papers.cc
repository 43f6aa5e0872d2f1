#include "papers.h"

#include <dssearch/searcher.h>
#include <dssearch/version.h>

static_assert(DSSEARCH_VERSION_MAJOR == 0 && DSSEARCH_VERSION_MINOR >= 1 &&
              DSSEARCH_VERSION_PATCH >= 0);

namespace papers {

std::string BestOf(const std::string& index, const std::string& query) {
  if (dssearch::Version() != DSSEARCH_VERSION) return "headers of another version";
  try {
    const dssearch::SearchResponse found = dssearch::Searcher(index).Search({.query = query});
    return found.hits.empty() ? "no hit" : found.hits[0].paper.id;
  } catch (const dssearch::Error& error) {
    return std::string(error.what()) + " / " + error.hint();
  }
}

}  // namespace papers
