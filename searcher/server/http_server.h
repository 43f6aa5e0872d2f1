#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "searcher/server/http.h"

namespace dssearch::server {

/// A server of HTTP/1.1. It keeps connections, limits requests in size and time, compresses
/// answers, and adds the headers that protect browsers; a handler makes the answers.
class HttpServer {
 public:
  struct Settings {
    std::string host = "127.0.0.1";
    int port = 0;                   ///< 0 for any free port.
    std::size_t connections = 128;  ///< Connections served at the same time; further ones wait.
    std::string allow_origin =
        {};  ///< The origin whose pages may read answers (CORS); "*" for all, empty for none.
  };

  /// Answers a request. It is called by many threads at once and must not throw.
  using Handler = std::function<HttpResponse(const HttpRequest&)>;
  /// Takes note of an exchange after its answer. It is called by many threads at once.
  using Observer = std::function<void(const Exchange&)>;

  /// Binds the port, so that a wrong host and a port in use are noticed at once; both throw Error
  /// kIo. Nothing is answered before Run.
  HttpServer(const Settings& settings, Handler handler, Observer observer);
  ~HttpServer();

  /// The port that was bound.
  int port() const;

  /// Serves until Stop is called, and then until all requests that have begun are answered.
  void Run();

  /// Makes Run return. May be called from any thread; waits until Run has begun.
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Host and port as they stand in a URL: "localhost:8080", "[::1]:8080".
std::string Authority(const std::string& host, int port);

}  // namespace dssearch::server
