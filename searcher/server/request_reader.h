#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

#include "searcher/server/deadline.h"
#include "searcher/server/http.h"
#include "searcher/server/http_server.h"

namespace dssearch::server {

/// A request as it came.
struct ReceivedRequest {
  HttpRequest request = {};
  std::optional<HttpResponse> answer = {};  ///< What to answer at once, without the application.
  bool goes_on = true;                      ///< Another request may follow.
  unsigned version = 11;                    ///< 10 for HTTP/1.0.
  bool is_head = false;                     ///< The answer has no body.
  std::string accept_encoding = {};
  Exchange exchange = {};  ///< With what is known of the request.
};

/// Reads the requests of a connection, one after the other, and refuses those that are too long or
/// too slow, or that servers read in different ways. Bytes beyond the end of a request belong to
/// the next one. For the thread that runs the socket's context.
class RequestReader {
 public:
  /// All of them must outlive it; `deadline` is that of `socket`, and `remote` the client's
  /// address.
  RequestReader(Deadline::Socket& socket, Deadline& deadline, const HttpServer::Settings& settings,
                const std::string& remote)
      : socket_(socket), deadline_(deadline), settings_(settings), remote_(remote) {}

  /// Waits until a request begins. False where none comes.
  boost::asio::awaitable<bool> Await();

  /// Reads the request that has begun.
  boost::asio::awaitable<ReceivedRequest> Read();

  /// Whether no byte of a next request has been read.
  bool is_idle() const { return is_idle_; }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  boost::asio::awaitable<bool> Receive();
  boost::asio::awaitable<std::optional<HttpResponse>> ReadInto(ReceivedRequest& got);
  boost::asio::awaitable<std::optional<HttpResponse>> ReadBody(Parser& parser, bool waits);

  Deadline::Socket& socket_;
  Deadline& deadline_;
  const HttpServer::Settings& settings_;
  const std::string& remote_;
  std::string received_ = {};  ///< And not yet read. It is longer while more is waited for.
  bool is_idle_ = true;
};

}  // namespace dssearch::server
