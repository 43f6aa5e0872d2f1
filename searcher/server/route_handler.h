#pragma once

#include <string>
#include <string_view>

#include "dssearch/error.h"
#include "dssearch/paper.h"
#include "dssearch/searcher.h"
#include "searcher/server/http.h"
#include "searcher/server/metrics.h"
#include "searcher/server/work_queue.h"

namespace dssearch::server {

/// What handlers may read beside the request. Thread-safe.
struct HandlerContext {
  const Searcher& searcher;
  const Metrics& metrics;
  const WorkQueue& queue;
  Budget budget = {};  ///< What the request may take.
};

/// Answers a GET request, or a POST request where the route takes one, whose path fits a route;
/// `id` is the part of the path at the route's {id}. Called by many threads at once. Throws Error:
/// kInvalidRequest becomes 400, a NotFound 404, what the index is to blame for 503.
using RouteHandler = HttpResponse (*)(const HandlerContext& context, const HttpRequest& request,
                                      const std::string& id);

/// The error of a request for something that there is not: 404.
struct NotFound : Error {
  NotFound(const std::string& what, const std::string& hint)
      : Error(ErrorCode::kInvalidRequest, what, hint) {}
};

/// The paper with this id. Throws NotFound, and Error kInvalidRequest where the id is not UTF-8 or
/// too long.
Paper FindPaper(const Searcher& searcher, const std::string& id);

/// The beginning of all absolute URLs of this server, as the client calls it:
/// "http://localhost:8080", "https://example.org/papers". The client says in the header Host what
/// it calls the server; a value that is not a host becomes "localhost".
std::string OriginOf(const HttpRequest& request);

}  // namespace dssearch::server
