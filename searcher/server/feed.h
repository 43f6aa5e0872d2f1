#pragma once

#include <string>
#include <vector>

#include "dssearch/response.h"
#include "searcher/server/http.h"

namespace dssearch::server {

/// What a feed is about.
struct FeedSource {
  std::string title = {};       ///< The words that are searched for; may be empty.
  std::string origin = {};      ///< What all addresses begin with: "http://localhost:8080".
  std::string query = {};       ///< The query string of the feed: "?q=GRPO", or empty,
  std::string page_query = {};  ///< and that of the page with the same papers.
  bool prefer_chinese = false;  ///< The reader prefers Chinese titles and summaries.
};

/// Papers as an Atom feed, in their order.
std::string AtomFeed(const std::vector<Hit>& hits, const FeedSource& source);

/// The OpenSearch description, by which a browser adds this server to its search engines.
std::string OpenSearchDescription(const std::string& origin);

}  // namespace dssearch::server
