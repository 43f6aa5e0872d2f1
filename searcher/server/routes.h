#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/searcher.h"
#include "searcher/server/concurrency_limiter.h"
#include "searcher/server/http.h"
#include "searcher/server/metrics.h"

namespace dssearch::server {

/// What is answered at which address. Thread-safe.
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
    std::string_view path;  ///< "{id}" in it stands for any text.
    HttpResponse (Routes::*answer)(const HttpRequest&, const std::string& id) const;
    std::span<const std::string_view> parameters = {};  ///< Others are errors; pages lack them.
    bool posts = false;                                 ///< POST is answered like GET.
    bool searches = false;                              ///< Takes a place among those that search.
    bool page = false;                                  ///< Answers HTML, errors as well.
  };
  static std::span<const Route> Table();

  /// `searcher` must live as long.
  Routes(const Searcher& searcher, const Settings& settings);

  /// Never throws: what fails is answered with an error.
  HttpResponse Answer(const HttpRequest& request);

  /// To be told of every exchange, for /metrics.
  Metrics& metrics() { return metrics_; }

 private:
  HttpResponse Run(const Route& route, const HttpRequest& request, const std::string& id);
  HttpResponse Failure(const Route* route, const HttpRequest& request, int status,
                       std::string_view code, std::string_view what, std::string_view hint) const;

  HttpResponse Search(const HttpRequest& request, const std::string& id) const;
  HttpResponse Suggest(const HttpRequest& request, const std::string& id) const;
  HttpResponse GetPaper(const HttpRequest& request, const std::string& id) const;
  HttpResponse Similar(const HttpRequest& request, const std::string& id) const;
  HttpResponse Export(const HttpRequest& request, const std::string& id) const;
  HttpResponse Stats(const HttpRequest& request, const std::string& id) const;
  HttpResponse Health(const HttpRequest& request, const std::string& id) const;
  HttpResponse MetricsText(const HttpRequest& request, const std::string& id) const;
  HttpResponse Feed(const HttpRequest& request, const std::string& id) const;
  HttpResponse OpenSearch(const HttpRequest& request, const std::string& id) const;
  HttpResponse OpenApi(const HttpRequest& request, const std::string& id) const;
  HttpResponse Asset(const HttpRequest& request, const std::string& id) const;
  HttpResponse ResultsPage(const HttpRequest& request, const std::string& id) const;
  HttpResponse PaperPage(const HttpRequest& request, const std::string& id) const;

  const Searcher& searcher_;
  ConcurrencyLimiter limiter_;
  Metrics metrics_;
};

}  // namespace dssearch::server
