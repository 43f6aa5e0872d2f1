#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "searcher/server/http.h"

namespace dssearch::server {

/// Speaks HTTP/1.1: connections, limits of size and time, compression, HEAD,
/// headers of security. What is answered is up to the handler.
class HttpServer {
 public:
  struct Settings {
    std::string host = "127.0.0.1";
    int port = 0;                   ///< 0 for any that is free.
    std::size_t connections = 128;  ///< Served at the same time; more are accepted, and wait.
    std::string allow_origin = {};  ///< Of pages elsewhere that may read answers; "*" for all.
  };

  /// Called by many threads at once; must not throw.
  using Handler = std::function<HttpResponse(const HttpRequest&)>;
  /// Called after each answer, by many threads at once.
  using Observer = std::function<void(const Exchange&)>;

  /// Binds, so that a wrong host or a port in use is known at once: throws
  /// Error kIo. Answers nothing before Run.
  HttpServer(const Settings& settings, Handler handler, Observer observer);
  ~HttpServer();

  int port() const;

  /// Serves until Stop, then ends what has been begun. Blocks.
  void Run();

  /// From any thread. Waits until Run has begun.
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Host and port as they stand in an address: "[::1]:8080".
std::string Authority(const std::string& host, int port);

}  // namespace dssearch::server
