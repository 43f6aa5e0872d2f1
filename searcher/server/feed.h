#pragma once

#include <string>

#include "dssearch/response.h"
#include "searcher/server/http.h"

namespace dssearch::server {

/// The hits of a search as an Atom feed, in the language that its request prefers. `origin` is the
/// beginning of all absolute URLs, such as "http://localhost:8080"; `query` the query string of the
/// search, such as "?q=GRPO", or empty.
std::string AtomFeed(const SearchResponse& response, const std::string& origin,
                     const std::string& query);

/// The OpenSearch description, by which a browser adds this server to its search engines.
std::string OpenSearchDescription(const std::string& origin);

}  // namespace dssearch::server
