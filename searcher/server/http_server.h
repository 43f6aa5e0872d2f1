#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/server/http.h"

namespace dssearch::server {

class WorkQueue;

/// A server of HTTP/1.1. It keeps connections, which cost no thread, limits requests in size and
/// time, compresses answers, and adds the headers that protect browsers; the application makes the
/// answers.
class HttpServer {
 public:
  /// The longest times, each of which somebody who sends or reads too slowly exceeds.
  struct Limits {
    std::chrono::milliseconds idle{60'000};     ///< Until the next request begins.
    std::chrono::milliseconds request{15'000};  ///< From the first byte of a request to its last.
    std::chrono::milliseconds pause{10'000};    ///< Until the next bytes of an answer are taken.
    /// Bytes per second, of which an answer may fall behind by `pause`.
    std::size_t rate = 1'000;
    std::chrono::milliseconds skip{2'000};  ///< Reading what nobody wants after the last answer,
    std::size_t skip_bytes = std::size_t{1} << 23;  ///< and how much of it.
    std::size_t requests = 100'000;                 ///< How many a connection has.
    /// Connections at the same time, in all and of one address. For a further one that is closed
    /// which has waited longest for a request. In all they are fewer where the process may not open
    /// as many files.
    std::size_t connections = 10'000;
    std::size_t connections_of_address = 500;
    /// Answers in pieces at the same time, each of which holds what was found, in all and of one
    /// address. More are refused.
    std::size_t streams = 64;
    std::size_t streams_of_address = 16;
  };

  struct Settings {
    std::string host = "127.0.0.1";
    int port = 0;             ///< 0 for any free port.
    std::string socket = {};  ///< The path of a Unix socket, in place of host and port.
    /// The addresses of proxies in front of this server, whose X-Forwarded-For, -Proto and -Host
    /// say who asks and how. Whoever asks by a Unix socket is one, too.
    std::vector<std::string> proxies = {};
    std::string allow_origin =
        {};  ///< The origin whose pages may read answers (CORS); "*" for all, empty for none.
    Limits limits = {};

    /// Whether what an address says in X-Forwarded-For and such counts.
    bool IsProxy(std::string_view remote) const {
      return remote.empty() || std::find(proxies.begin(), proxies.end(), remote) != proxies.end();
    }
  };

  /// What the application does. None of them may throw but std::bad_alloc.
  struct Callbacks {
    /// Answers a request, on a thread of the queue.
    std::function<HttpResponse(const HttpRequest&)> answer;
    /// Answers one for which the queue has no room, at once.
    std::function<HttpResponse(const HttpRequest&)> refuse;
    /// Whether a request needs so little that it need not wait in the queue.
    std::function<bool(const HttpRequest&)> is_quick;
    /// Whether the answer to a request comes in pieces, so that one that has no room need not be
    /// made. Empty where that is not known before.
    std::function<bool(const HttpRequest&)> is_stream = {};
    /// Takes note of an exchange after its answer.
    std::function<void(const Exchange&)> observe;
  };

  /// Binds the port, so that a wrong host and a port in use are noticed at once; both throw Error
  /// kIo. Nothing is answered before Run. Answers are made by `work`, which must outlive this.
  HttpServer(const Settings& settings, Callbacks callbacks, WorkQueue& work);
  ~HttpServer();

  /// The port that was bound; 0 for a Unix socket.
  int port() const;

  /// Serves until Stop is called, and then until all requests that have begun are answered.
  void Run();

  /// Makes Run return, also one that comes later. May be called from any thread.
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Host and port as they stand in a URL: "localhost:8080", "[::1]:8080".
std::string Authority(const std::string& host, int port);

}  // namespace dssearch::server
