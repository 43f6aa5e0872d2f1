#pragma once

#include "searcher/server/page/page_frame.h"
#include "searcher/server/route_handler.h"

namespace dssearch::server {

// The handlers of what browsers and feed readers ask for, each at the path beside it.

HttpResponse HandleResultsPage(const HandlerContext& context, const HttpRequest& request,
                               const std::string& id);  // /
HttpResponse HandlePaperPage(const HandlerContext& context, const HttpRequest& request,
                             const std::string& id);  // /papers/{id}
HttpResponse HandleFeed(const HandlerContext& context, const HttpRequest& request,
                        const std::string& id);  // /feed.atom
HttpResponse HandleChart(const HandlerContext& context, const HttpRequest& request,
                         const std::string& id);  // /chart.svg
HttpResponse HandleOpenSearch(const HandlerContext& context, const HttpRequest& request,
                              const std::string& id);  // /opensearch.xml

/// Answers with a file of web/. `id` is VERSION/NAME: browsers keep a file of the current
/// AssetsVersion() for good, since another version of it has another URL.
HttpResponse HandleAsset(const HandlerContext& context, const HttpRequest& request,
                         const std::string& id);  // /assets/{file}

/// The context of the page that answers `request`.
PageContext PageContextOf(const Searcher& searcher, const HttpRequest& request,
                          const Budget& budget = {});

}  // namespace dssearch::server
