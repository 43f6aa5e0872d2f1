#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "dssearch/searcher.h"
#include "searcher/server/http.h"
#include "searcher/server/metrics.h"
#include "searcher/server/route_handler.h"
#include "searcher/server/work_queue.h"

namespace dssearch::server {

/// Answers requests: chooses the handler by the path, checks the parameters, and turns exceptions
/// into answers. Thread-safe.
class Routes {
 public:
  struct Settings {
    std::string base = {};  ///< What the paths of requests, and links, begin with: "/papers".
    std::chrono::milliseconds search_timeout{2'000};  ///< For all searches of a request.
  };

  /// One row of the table of routes.
  struct Route {
    std::string_view path;  ///< "{id}" in it stands for any text: "/papers/{id}".
    RouteHandler handler;
    /// The names of the parameters that the handler reads. Any other is an error 400, but a page
    /// ignores it.
    std::span<const std::string_view> parameters = {};
    bool allows_post = false;  ///< The handler answers POST as it does GET.
    bool searches = false;     ///< Takes time, and the answer has an ETag.
    bool streams = false;      ///< The answer comes in pieces.
    bool is_page = false;      ///< The answer is HTML, that of an error as well.
    bool has_style = false;    ///< The answer may have a style sheet in it, but nothing to load.
  };

  /// All routes; the first one whose path fits answers.
  static std::span<const Route> Table();

  /// `searcher`, and the queue whose length is shown, must live as long.
  Routes(const Searcher& searcher, const WorkQueue& queue, const Settings& settings);

  /// Answers a request. Never throws: a request that fails is answered with an error.
  HttpResponse Answer(HttpRequest request);

  /// Whether a request needs no search.
  bool IsQuick(const HttpRequest& request) const;

  /// Whether the answer to a request comes in pieces.
  bool IsStream(const HttpRequest& request) const;

  /// The answer to a request for which there is no room in the queue.
  HttpResponse Refuse(HttpRequest request) const;

  /// The counters that /metrics shows. Whoever sends the answers adds each exchange to them.
  Metrics& metrics() { return metrics_; }

 private:
  const Route* RouteOf(const HttpRequest& request) const;
  const Route* RouteOf(const HttpRequest& request, std::string& id) const;
  bool TakeBase(HttpRequest& request) const;
  HttpResponse Run(const Route& route, const HttpRequest& request, const std::string& id);
  HttpResponse RunSearch(const Route& route, const HttpRequest& request, const std::string& id);

  /// The answer of an error. Where no route fits, `route` is nullptr and the header Accept says
  /// whether the answer is HTML or JSON.
  HttpResponse ErrorResponse(const Route* route, const HttpRequest& request, int status,
                             std::string_view code, std::string_view message,
                             std::string_view hint) const;

  const Searcher& searcher_;
  const WorkQueue& queue_;
  const Settings settings_;
  Metrics metrics_;
};

}  // namespace dssearch::server
