#pragma once

#include <map>
#include <string>
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

/// Sends `bytes` as they are to a port of this machine, and reads the first reply.
Reply Send(int port, const std::string& bytes);

/// Sends `bytes`, and returns all that the server sends until it closes the connection.
std::string SendAll(int port, const std::string& bytes);

/// Does what SendAll does, but shuts down the client's side after `bytes`.
std::string SendAndEnd(int port, const std::string& bytes);

/// A server on a free port, which runs as long as the object lives.
class TestServer {
 public:
  explicit TestServer(const Searcher& searcher, const server::Routes::Settings& settings = {},
                      const std::string& allow_origin = {});
  ~TestServer();

  int port() const { return http_.port(); }
  server::Routes& routes() { return routes_; }

  /// Sends a GET request for a target such as "/?q=a". `headers` are further lines of the header
  /// section, each with its "\r\n".
  Reply Get(const std::string& target, const std::string& headers = {}) const;

  /// Sends a POST request with a body of the content type `type`.
  Reply Post(const std::string& target, const std::string& type, const std::string& body) const;

 private:
  server::Routes routes_;
  server::HttpServer http_;
  std::thread thread_;
};

}  // namespace dssearch::testing
