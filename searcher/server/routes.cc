#include "searcher/server/routes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <new>
#include <utility>

#include "searcher/present/json.h"
#include "searcher/server/api_handlers.h"
#include "searcher/server/assets.h"
#include "searcher/server/etag.h"
#include "searcher/server/memory_reserve.h"
#include "searcher/server/page/error_page.h"
#include "searcher/server/page_handlers.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

const ParameterNames kLimitName = {"limit"};
const ParameterNames kUiName = {"ui"};
const ParameterNames kSuggestNames = {"q", "limit", "format"};
const ParameterNames kExportNames = Joined({"format", "id"}, HitListParameterNames());
const ParameterNames kChartNames = Joined(QueryParameterNames(), kUiName);
const ParameterNames kFeedNames = Joined(QueryParameterNames(), {"limit", "search", "ui"});
const ParameterNames kPageNames = Joined(HitListParameterNames(), kUiName);

// Whether the path of a request fits the pattern of a route. Puts what stands at {id} into `id`.
bool Fits(std::string_view pattern, const HttpRequest& request, std::string& id) {
  const std::string_view path = request.path;
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == path;
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after))
    return false;
  // An id may end like a route if it is escaped: /api/papers/a%2Fsimilar.
  const std::string_view sent =
      std::string_view(request.target).substr(0, request.target.find('?'));
  if (!sent.ends_with(after)) return false;
  id = path.substr(before.size(), path.size() - before.size() - after.size());
  return true;
}

// A request for a page, without the parameters that the page does not know: other sites link to
// pages with parameters of their own, such as utm_source. The form also sends the span of time
// that was chosen before its reader typed dates, which take the span's place.
HttpRequest WithKnownParameters(HttpRequest request, std::span<const std::string_view> known) {
  const bool has_dates = !ValueOf(request.parameters, "since").empty() ||
                         !ValueOf(request.parameters, "until").empty();
  std::erase_if(request.parameters, [&](const auto& parameter) {
    return std::find(known.begin(), known.end(), parameter.first) == known.end() ||
           (has_dates && parameter.first == "last");
  });
  return request;
}

}  // namespace

std::span<const Routes::Route> Routes::Table() {
  static const std::array kTable = {
      Route{.path = "/",
            .handler = HandleResultsPage,
            .parameters = kPageNames,
            .searches = true,
            .is_page = true},
      Route{.path = "/papers/{id}",
            .handler = HandlePaperPage,
            .parameters = kUiName,
            .searches = true,
            .is_page = true},
      Route{.path = "/api/search",
            .handler = HandleSearch,
            .parameters = SearchParameterNames(),
            .allows_post = true,
            .searches = true},
      Route{.path = "/api/suggest",
            .handler = HandleSuggest,
            .parameters = kSuggestNames,
            .searches = true},
      Route{.path = "/api/papers/{id}/similar",
            .handler = HandleSimilar,
            .parameters = kLimitName,
            .searches = true},
      Route{.path = "/api/papers/{id}", .handler = HandlePaper, .searches = true},
      Route{.path = "/api/export",
            .handler = HandleExport,
            .parameters = kExportNames,
            .searches = true,
            .streams = true},
      Route{.path = "/api/stats", .handler = HandleStats},
      Route{
          .path = "/feed.atom", .handler = HandleFeed, .parameters = kFeedNames, .searches = true},
      Route{.path = "/chart.svg",
            .handler = HandleChart,
            .parameters = kChartNames,
            .searches = true,
            .has_style = true},
      Route{.path = "/opensearch.xml", .handler = HandleOpenSearch},
      Route{.path = "/openapi.json", .handler = HandleOpenApi},
      Route{.path = "/healthz", .handler = HandleHealth},
      Route{.path = "/metrics", .handler = HandleMetrics},
      Route{.path = "/assets/{file}", .handler = HandleAsset},
  };
  return kTable;
}

Routes::Routes(const Searcher& searcher, const WorkQueue& queue, const Settings& settings)
    : searcher_(searcher), queue_(queue), settings_(settings) {}

HttpResponse Routes::Answer(HttpRequest request) {
  std::string id;
  const Route* const route = TakeBase(request) ? RouteOf(request, id) : nullptr;
  if (route == nullptr)
    return ErrorResponse(nullptr, WithKnownParameters(std::move(request), kUiName), 404,
                         "not_found", "there is nothing at this address",
                         "GET " + settings_.base + "/openapi.json shows what there is");
  if (route->is_page) request = WithKnownParameters(std::move(request), route->parameters);
  HttpResponse response = Run(*route, request, id);
  response.route = route->path;
  // Also where nothing changed: a browser takes the headers of that for what it has.
  if (route->has_style)
    response.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  return response;
}

bool Routes::IsQuick(const HttpRequest& request) const {
  const Route* const route = RouteOf(request);
  return route == nullptr || !route->searches;
}

bool Routes::IsStream(const HttpRequest& request) const {
  const Route* const route = RouteOf(request);
  return route != nullptr && route->streams;
}

HttpResponse Routes::Refuse(HttpRequest request) const {
  std::string id;
  const Route* const route = TakeBase(request) ? RouteOf(request, id) : nullptr;
  HttpResponse refusal = ErrorResponse(route, request, 503, "busy",
                                       "too many requests at the moment", "try again in a second");
  refusal.headers.emplace_back("Retry-After", "1");
  if (route != nullptr) refusal.route = route->path;
  return refusal;
}

// Moves the base from the path of a request to its own place; false if the path does not have it.
bool Routes::TakeBase(HttpRequest& request) const {
  request.base = settings_.base;
  if (!request.path.starts_with(request.base)) return false;
  request.path.erase(0, request.base.size());
  if (request.path.empty()) request.path = "/";
  return request.path.starts_with('/');
}

// The route of a request whose base was not taken.
const Routes::Route* Routes::RouteOf(const HttpRequest& request) const {
  HttpRequest based{.path = request.path, .target = request.target};
  std::string id;
  return TakeBase(based) ? RouteOf(based, id) : nullptr;
}

// The route that answers a request; null if none does. Puts what stands at {id} into `id`.
const Routes::Route* Routes::RouteOf(const HttpRequest& request, std::string& id) const {
  for (const Route& route : Table())
    if (Fits(route.path, request, id)) return &route;
  return nullptr;
}

HttpResponse Routes::Run(const Route& route, const HttpRequest& request, const std::string& id) {
  if (request.method != "GET" && !(route.allows_post && request.method == "POST")) {
    HttpResponse refusal =
        ErrorResponse(&route, request, 405, "method_not_allowed",
                      "this address does not take " + request.method.substr(0, 20),
                      route.allows_post ? "use GET or POST" : "use GET");
    refusal.headers.emplace_back("Allow", route.allows_post ? "GET, HEAD, POST" : "GET, HEAD");
    return refusal;
  }
  try {
    CheckParameters(request.parameters);
    if (!route.is_page) CheckNames(request.parameters, route.parameters);
    return route.searches ? RunSearch(route, request, id)
                          : route.handler({searcher_, metrics_, queue_}, request, id);
  } catch (const NotFound& e) {
    return ErrorResponse(&route, request, 404, "not_found", e.what(), e.hint());
  } catch (const Error& e) {
    switch (e.code()) {
      case ErrorCode::kInvalidRequest:
        return ErrorResponse(&route, request, 400, "invalid_request", e.what(), e.hint());
      case ErrorCode::kTooExpensive:
        return ErrorResponse(&route, request, 503, "too_expensive", e.what(), e.hint());
      case ErrorCode::kInternal:
        return ErrorResponse(&route, request, 500, "internal", e.what(), e.hint());
      default:
        return ErrorResponse(&route, request, 503, "index_unavailable", e.what(), e.hint());
    }
  } catch (const std::bad_alloc&) {
    searcher_.EmptyCaches();
    throw;  // There is no memory for a page of an error either.
  } catch (const std::exception& e) {
    return ErrorResponse(&route, request, 500, "internal", e.what(), "please report this");
  }
}

HttpResponse Routes::RunSearch(const Route& route, const HttpRequest& request,
                               const std::string& id) {
  // The ETag is of the index's state before the search. If the state changes meanwhile, the ETag is
  // an old one, and the next request gets a new answer.
  const std::string etag =
      request.method != "GET"
          ? ""
          : WeakETag({searcher_.state().token, AssetsVersion(), Today(), request.target,
                      request.accept_language, OriginOf(request)});
  HttpResponse response;
  if (!etag.empty() && IfNoneMatchNames(request.if_none_match, etag)) {
    response.status = 304;
    response.cache_control = "no-cache";
  } else {
    const Budget budget{.deadline = std::chrono::steady_clock::now() + settings_.search_timeout};
    response = route.handler({searcher_, metrics_, queue_, budget}, request, id);
    // Whatever there is; and there is something.
    if (!etag.empty() && request.if_none_match == "*")
      response = {.status = 304, .cache_control = "no-cache"};
  }
  response.etag = etag;
  return response;
}

HttpResponse Routes::ErrorResponse(const Route* route, const HttpRequest& request, int status,
                                   std::string_view code, std::string_view message,
                                   std::string_view hint) const {
  const bool is_page =
      route != nullptr ? route->is_page : request.accept.find("text/html") != std::string::npos;
  const MemoryReserve::Unfailing unfailing;
  HttpResponse response{
      .status = status, .error = std::string(code), .message = std::string(message)};
  if (is_page) {
    response.type = "text/html";
    response.body = RenderErrorPage(PageContextOf(searcher_, request), status, message, hint);
  } else {
    response.body = ErrorJson(code, message, hint) + '\n';
  }
  return response;
}

}  // namespace dssearch::server
