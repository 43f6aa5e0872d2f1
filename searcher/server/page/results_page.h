#pragma once

#include <string>

#include "dssearch/request.h"
#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// The page of a search: hits, facets, notes, links to other pages of results and to exports. Where
/// nothing is found, links that drop filters, each with the number of papers found then. Searches
/// for `request`; throws what Searcher::Search does.
std::string RenderResultsPage(const PageContext& context, const SearchRequest& request);

}  // namespace dssearch::server
