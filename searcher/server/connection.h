#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <cstddef>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "searcher/server/deadline.h"
#include "searcher/server/http.h"
#include "searcher/server/http_server.h"
#include "searcher/server/request_reader.h"
#include "searcher/server/work_queue.h"

namespace dssearch::server {

class Connection;

/// What connections have in common. For the thread that runs the server's context alone.
struct ConnectionSet {
  const HttpServer::Settings& settings;
  const HttpServer::Callbacks& callbacks;
  WorkQueue& work;
  WorkQueue quick{{.threads = 1, .waiting = 1'000'000}};  ///< For what takes no time.
  /// For the pieces of answers, so that searches need not wait for those of many.
  WorkQueue pieces{{.threads = 1, .waiting = 1'000'000}};
  /// The answer to a request for which there is no memory, made while there is.
  const HttpResponse without_memory;
  bool stopping = false;
  std::size_t streams = 0;  ///< Answers that are sent in pieces, in all and by address.
  std::unordered_map<std::string, std::size_t> streams_of_address = {};
  std::unordered_map<std::string, std::size_t> of_address = {};
  std::list<Connection*> open = {};
  /// Those that nobody would miss: what is to be closed anyway, then those whose request has not
  /// come yet, or not all of it, the longest first.
  std::list<Connection*> waiting = {};
};

/// The answer to a request for which there is no memory.
HttpResponse ResponseWithoutMemory();

/// A connection: its requests and their answers, one after the other. For the thread that runs the
/// server's context alone, which has a MemoryReserve.
class Connection {
 public:
  using Socket = Deadline::Socket;

  /// `remote` is the address of the client, "127.0.0.1"; empty for a socket of this machine.
  Connection(Socket socket, std::string remote, ConnectionSet& set);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Answers requests until the connection ends. It must outlive this.
  boost::asio::awaitable<void> Serve();

  /// Ends the connection at once.
  void Close();

  const std::string& remote() const { return remote_; }

  /// Whether no byte of a next request has come.
  bool IsIdle() const;

 private:
  using Message = boost::beast::http::response<boost::beast::http::empty_body>;
  template <typename T>
  using Awaitable = boost::asio::awaitable<T>;

  void BeginWait(std::list<Connection*>::iterator before);
  void EndWait();
  template <typename Make>
  Awaitable<std::optional<std::invoke_result_t<Make, bool>>> OnThreadOf(WorkQueue& queue,
                                                                        Make make);
  bool HasRoomForStream() const;
  Awaitable<HttpResponse> Answer();
  Awaitable<bool> Send(HttpResponse answer);
  Awaitable<bool> SendPieces(Message message, const std::function<std::string()>& more);
  Awaitable<bool> Write(std::string_view head, std::string_view body);
  Awaitable<void> End();

  Socket socket_;
  Deadline deadline_;
  const std::string remote_;
  RequestReader reader_;
  const HttpServer::Limits& limits_;
  ConnectionSet& set_;
  std::list<Connection*>::iterator open_;
  std::optional<std::list<Connection*>::iterator> waiting_ = {};
  ReceivedRequest current_ = {};
  bool goes_on_ = true;  ///< There may be another request after the current one.
  Deadline::Clock::duration delay_left_ = {};  ///< That an answer may fall behind the rate.
};

}  // namespace dssearch::server
