#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dssearch::server {

/// Names and values of a query string; a name may come again, its values in order.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// What the server understands of a request; the library that speaks HTTP
/// stays behind http_server.cc.
struct HttpRequest {
  std::string method = {};           ///< HEAD comes as GET.
  std::string path = {};             ///< Decoded: "/api/papers/cs/0101001".
  std::string target = {};           ///< As it was sent, with the query string.
  Parameters parameters = {};        ///< Decoded; of a form that was posted, too.
  std::string host = {};             ///< What the client calls this server: "localhost:8080".
  bool is_https = false;             ///< A proxy before this server speaks HTTPS.
  std::string accept = {};           ///< Accept.
  std::string accept_language = {};  ///< Accept-Language.
  std::string if_none_match = {};    ///< If-None-Match.
  std::string content_type = {};     ///< In lower case, without parameters.
  std::string body = {};
};

struct HttpResponse {
  int status = 200;
  std::string type = "application/json";  ///< Content-Type, without charset.
  std::string body = {};
  std::string cache_control = "no-store";
  std::string etag = {};  ///< With its quotes; empty for none.
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string route = {};  ///< For the log and the counters: "/api/papers/{id}".
};

/// What was answered, for the log and the counters.
struct Exchange {
  std::string remote = {};
  std::string method = {};
  std::string target = {};  ///< Printable ASCII without quotes, however it was sent.
  std::string route = {};   ///< Empty where the request never reached one.
  int status = 0;
  std::size_t bytes = 0;  ///< Of the body, as sent.
  double seconds = 0;
};

}  // namespace dssearch::server
