#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "dssearch/searcher.h"
#include "searcher/server/http_server.h"
#include "searcher/server/routes.h"

namespace dssearch::testing {

/// A reply of a server.
struct Reply {
  int status = 0;                              ///< 0 where no reply came.
  std::map<std::string, std::string> headers;  ///< By name in lower case.
  std::string body;
};

/// A connection to a server of this machine, for clients that do not behave. It is closed with the
/// object.
class Client {
 public:
  struct Options {
    std::string from = {};  ///< The address of the client, any of 127.0.0.0/8; empty for the usual.
    int buffer = 0;         ///< The bytes that wait unread at the client; 0 for any.
  };

  /// Connects to a port, or to the path of a Unix socket.
  explicit Client(int port) : Client(port, {}) {}
  Client(int port, const Options& options);
  explicit Client(const std::string& path);
  Client(Client&& other) noexcept;
  Client& operator=(Client&& other) noexcept;
  ~Client();

  /// Sends bytes as they are. False where the server has closed the connection.
  bool Send(std::string_view bytes) const;

  /// Ends this side alone.
  void End() const;

  /// What comes next, at most `size` bytes; nothing where the server closes the connection, or is
  /// silent for `time`.
  std::string Receive(std::size_t size, std::chrono::milliseconds time = kLong) const;

  /// All that comes until the server closes the connection.
  std::string ReceiveAll() const;

  /// The next reply.
  Reply ReceiveReply();

  /// Whether the server closes the connection within this time. What it sends is dropped.
  bool IsClosed(std::chrono::milliseconds time = kLong) const;

 private:
  static constexpr std::chrono::milliseconds kLong{20'000};

  int socket_;
  std::string received_ = {};  ///< And not yet read as a reply.
};

/// Sends `bytes` as they are to a port of this machine, and reads the first reply.
Reply Send(int port, const std::string& bytes);

/// Sends `bytes`, and returns all that the server sends until it closes the connection.
std::string SendAll(int port, const std::string& bytes);

/// Does what SendAll does, but shuts down the client's side after `bytes`.
std::string SendAndEnd(int port, const std::string& bytes);

/// A server on a free port, which runs as long as the object lives.
class TestServer {
 public:
  explicit TestServer(const Searcher& searcher, const server::WorkQueue::Limits& limits = {},
                      const server::HttpServer::Settings& settings = {},
                      const server::Routes::Settings& routes = {});
  ~TestServer();

  int port() const { return http_.port(); }
  server::Routes& routes() { return routes_; }

  /// Sends a GET request for a target such as "/?q=a". `headers` are further lines of the header
  /// section, each with its "\r\n".
  Reply Get(const std::string& target, const std::string& headers = {}) const;

  /// Sends a POST request with a body of the content type `type`.
  Reply Post(const std::string& target, const std::string& type, const std::string& body) const;

 private:
  server::WorkQueue queue_;
  server::Routes routes_;
  server::HttpServer http_;
  std::thread thread_;
};

}  // namespace dssearch::testing
