#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/present/parameters.h"

namespace dssearch::server {

/// A request, as far as this server reads it. The library that speaks HTTP is known to http_server,
/// connection and request_reader alone.
struct HttpRequest {
  std::string method = {};           ///< "GET", "POST", ...; a HEAD request has "GET".
  std::string path = {};             ///< Decoded, without parameters: "/api/papers/cs/0101001".
  std::string target = {};           ///< Path and query string as they were sent.
  Parameters parameters = {};        ///< Of the query string, then of a posted form.
  std::string host = {};             ///< The header Host, which may be anything: "localhost:8080".
  bool is_https = false;             ///< A proxy in front of this server was asked by HTTPS.
  std::string base = {};             ///< What stands before `path` in addresses: "/papers".
  std::string accept = {};           ///< The header Accept.
  std::string accept_language = {};  ///< The header Accept-Language.
  std::string if_none_match = {};    ///< The header If-None-Match.
  std::string content_type = {};     ///< The media type in lower case: "application/json".
  std::string body = {};
};

/// The answer to a request. connection.cc adds the headers that all answers have.
struct HttpResponse {
  int status = 200;
  std::string type = "application/json";  ///< Content-Type without its charset.
  std::string body = {};
  /// What comes behind `body`, in any number of pieces: each call returns the next one, and an
  /// empty one at the end. It is called by one thread at a time, and may throw where there is no
  /// more.
  std::function<std::string()> more = {};
  std::string cache_control = "no-store";
  std::string etag = {};  ///< The header ETag, quotes included; empty for none.
  std::vector<std::pair<std::string, std::string>> headers = {};  ///< More headers, by name.
  std::string route = {};    ///< The route that answered, for the metrics: "/api/papers/{id}".
  std::string error = {};    ///< The code of an error, for the log: "too_expensive"; else empty.
  std::string message = {};  ///< What it says.
};

/// A request and its answer, for the access log and the metrics.
struct Exchange {
  std::string remote = {};  ///< The address of the client: "127.0.0.1".
  std::string method = {};
  std::string target =
      {};  ///< Path and query string in printable ASCII; '?' for other bytes and '"'.
  std::string version = {};  ///< "HTTP/1.1".
  std::string route = {};    ///< Empty where no route answered.
  std::string error = {};    ///< HttpResponse::error,
  std::string message = {};  ///< and its message.
  int status = 0;
  std::size_t bytes = 0;  ///< The size of the body as it was sent, compressed or not.
  double seconds = 0;     ///< The time to answer, without that to read the request.
};

}  // namespace dssearch::server
