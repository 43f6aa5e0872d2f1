#pragma once

#include <map>
#include <string>
#include <thread>

#include "dssearch/searcher.h"
#include "searcher/server/http_server.h"
#include "searcher/server/routes.h"

namespace dssearch::testing {

struct Reply {
  int status = 0;                              ///< 0 where nothing came.
  std::map<std::string, std::string> headers;  ///< By their names in lower case.
  std::string body;
};

/// Sends bytes to a port of this machine, exactly these, and reads a reply. They
/// should ask for the connection to be closed.
Reply Send(int port, const std::string& bytes);

/// The same, and all replies until the server closes the connection.
std::string SendAll(int port, const std::string& bytes);

/// The same; the client ends its side behind what it sends.
std::string SendAndEnd(int port, const std::string& bytes);

/// A server on a port of its own, as long as the object lives.
class TestServer {
 public:
  explicit TestServer(const Searcher& searcher, const server::Routes::Settings& settings = {},
                      const std::string& allow_origin = {});
  ~TestServer();

  int port() const { return http_.port(); }
  server::Routes& routes() { return routes_; }

  /// GET of a target, with more header lines, each ending with "\r\n".
  Reply Get(const std::string& target, const std::string& headers = {}) const;
  Reply Post(const std::string& target, const std::string& type, const std::string& body) const;

 private:
  server::Routes routes_;
  server::HttpServer http_;
  std::thread thread_;
};

}  // namespace dssearch::testing
