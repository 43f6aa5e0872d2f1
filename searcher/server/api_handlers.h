#pragma once

#include "searcher/server/route_handler.h"

namespace dssearch::server {

// The handlers of what programs ask for. Each answers as web/openapi.json describes at the path
// beside it; errors are JSON.

HttpResponse HandleSearch(const HandlerContext& context, const HttpRequest& request,
                          const std::string& id);  // /api/search
HttpResponse HandleSuggest(const HandlerContext& context, const HttpRequest& request,
                           const std::string& id);  // /api/suggest
HttpResponse HandlePaper(const HandlerContext& context, const HttpRequest& request,
                         const std::string& id);  // /api/papers/{id}
HttpResponse HandleSimilar(const HandlerContext& context, const HttpRequest& request,
                           const std::string& id);  // /api/papers/{id}/similar
HttpResponse HandleExport(const HandlerContext& context, const HttpRequest& request,
                          const std::string& id);  // /api/export
HttpResponse HandleStats(const HandlerContext& context, const HttpRequest& request,
                         const std::string& id);  // /api/stats
HttpResponse HandleHealth(const HandlerContext& context, const HttpRequest& request,
                          const std::string& id);  // /healthz
HttpResponse HandleMetrics(const HandlerContext& context, const HttpRequest& request,
                           const std::string& id);  // /metrics
HttpResponse HandleOpenApi(const HandlerContext& context, const HttpRequest& request,
                           const std::string& id);  // /openapi.json

}  // namespace dssearch::server
