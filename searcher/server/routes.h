#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "dssearch/searcher.h"
#include "searcher/server/concurrency_limiter.h"
#include "searcher/server/http.h"
#include "searcher/server/metrics.h"
#include "searcher/server/route_handler.h"

namespace dssearch::server {

/// Answers requests: chooses the handler by the path, checks the parameters, bounds how many
/// searches run at the same time, and turns exceptions into answers. Thread-safe.
class Routes {
 public:
  struct Settings {
    std::size_t max_running = 4;   ///< Requests that search at the same time.
    std::size_t max_queued = 128;  ///< Requests that may wait for their turn; the others get 503.
    std::chrono::milliseconds queue_timeout{
        10'000};  ///< A request that waits longer gets 503, too.
  };

  /// One row of the table of routes.
  struct Route {
    std::string_view path;  ///< "{id}" in it stands for any text: "/papers/{id}".
    RouteHandler handler;
    /// The names of the parameters that the handler reads. Any other is an error 400, but a page
    /// ignores it.
    std::span<const std::string_view> parameters = {};
    bool allows_post = false;  ///< The handler answers POST as it does GET.
    bool searches = false;     ///< Counts for `max_running`, and the answer has an ETag.
    bool is_page = false;      ///< The answer is HTML, that of an error as well.
  };

  /// All routes; the first one whose path fits answers.
  static std::span<const Route> Table();

  /// `searcher` must live as long.
  Routes(const Searcher& searcher, const Settings& settings);

  /// Answers a request. Never throws: a request that fails is answered with an error.
  HttpResponse Answer(const HttpRequest& request);

  /// The counters that /metrics shows. Whoever sends the answers adds each exchange to them.
  Metrics& metrics() { return metrics_; }

 private:
  HttpResponse Run(const Route& route, const HttpRequest& request, const std::string& id);
  HttpResponse RunSearch(const Route& route, const HttpRequest& request, const std::string& id);

  /// The answer of an error. Where no route fits, `route` is nullptr and the header Accept says
  /// whether the answer is HTML or JSON.
  HttpResponse ErrorResponse(const Route* route, const HttpRequest& request, int status,
                             std::string_view code, std::string_view message,
                             std::string_view hint) const;

  const Searcher& searcher_;
  ConcurrencyLimiter limiter_;
  Metrics metrics_;
};

}  // namespace dssearch::server
