#pragma once

#include <string>

#include "dssearch/response.h"
#include "searcher/server/http.h"

namespace dssearch::server {

/// A search as an Atom feed. `origin` is "http://localhost:8080", `query` the
/// query string of the search, empty or beginning with '?'.
std::string AtomFeed(const SearchResponse& response, const std::string& origin,
                     const std::string& query);

/// What a browser needs to add the server to its search engines.
std::string OpenSearchDescription(const std::string& origin);

}  // namespace dssearch::server
