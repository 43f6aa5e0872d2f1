// This file is long because httplib, which speaks HTTP, is known here alone.

#include "searcher/server/http_server.h"

#include <httplib.h>
#include <sys/socket.h>
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "searcher/present/json.h"
#include "searcher/server/connection.h"

namespace dssearch::server {
namespace {

// A posted query is as short as one in a URL.
constexpr std::size_t kMaxBodyBytes = 65'536;
// httplib matches paths with std::regex, which recurses once a character.
constexpr std::size_t kMaxPathBytes = 2048;
constexpr int kRequestTimeout = 408;
constexpr int kUriTooLong = 414;
constexpr int kRangeNotSatisfiable = 416;
constexpr int kHeadersTooLarge = 431;
// An idle connection holds a thread, so it is closed soon.
constexpr int kIdleSeconds = 2;
constexpr Connection::Limits kLimits{.idle = std::chrono::seconds(kIdleSeconds),
                                     .pause = std::chrono::seconds(10),
                                     .request = std::chrono::seconds(15),
                                     .request_bytes = 3 * kMaxBodyBytes,
                                     .skip = std::chrono::seconds(2),
                                     .skip_bytes = std::size_t{1} << 23};
constexpr std::size_t kRequestsOfConnection = 100'000;
constexpr int kBacklog = 512;
// A shorter body fits into one packet without compression.
constexpr std::size_t kMinCompressedBytes = 512;
constexpr const char* kFormType = "application/x-www-form-urlencoded";

// A Connection behind the interface that httplib reads and writes.
class Stream : public httplib::Stream {
 public:
  explicit Stream(Connection& connection) : connection_(connection) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override { return connection_.Read(to, size); }
  ssize_t write(const char* from, std::size_t size) override {
    return connection_.Write(from, size) ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string& address, int& port) const override {
    address = connection_.peer().address;
    port = connection_.peer().port;
  }
  void get_local_ip_and_port(std::string& /*address*/, int& /*port*/) const override {}
  socket_t socket() const override { return connection_.socket(); }

 private:
  Connection& connection_;
};

// Threads that serve connections. They are started as they are needed; httplib's own pool starts
// all at once, and ends the program where the system refuses one.
class ThreadPool : public httplib::TaskQueue {
 public:
  explicit ThreadPool(std::size_t max_threads) : max_threads_(max_threads) {}

  void enqueue(std::function<void()> task) override {
    const std::scoped_lock lock(mutex_);
    tasks_.push_back(std::move(task));
    if (tasks_.size() > idle_ && threads_.size() < max_threads_) AddThread();
    wake_.notify_one();
  }

  // Returns when all tasks are done.
  void shutdown() override {
    {
      const std::scoped_lock lock(mutex_);
      ending_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void AddThread() {
    try {
      threads_.emplace_back([this] { RunTasks(); });
    } catch (const std::system_error&) {
      // The threads that there are run the task later, and the next task tries to start one more.
    }
  }

  void RunTasks() {
    std::unique_lock lock(mutex_);
    for (;;) {
      ++idle_;
      wake_.wait(lock, [this] { return !tasks_.empty() || ending_; });
      --idle_;
      if (tasks_.empty()) return;
      const std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  const std::size_t max_threads_;
  std::mutex mutex_;  // Guards all members below but threads_, which only the caller's thread uses.
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  std::size_t idle_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

std::string LowerCase(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// The request that this thread is answering. httplib serves a connection by one thread, and tells
// its callbacks nothing of the connection.
struct CurrentExchange {
  const Connection* connection = nullptr;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  std::string route = {};
  std::size_t bytes = 0;
  bool handled = false;
  bool closes = false;  // The connection ends after the answer: unread bytes are no next request.
};
thread_local CurrentExchange current;

void BeginExchange(const httplib::Request& request, bool unread) {
  current.start = std::chrono::steady_clock::now();
  current.handled = true;
  // httplib understands "close" in lower case and alone, but the header is a list in any case.
  const std::string wanted = LowerCase(request.get_header_value("Connection"));
  current.closes = unread || wanted.find("close") != std::string::npos;
}

class Listener : public httplib::Server {
 public:
  // httplib listens with a backlog of five connections; a browser opens more at once.
  void SetBacklog() { ::listen(svr_sock_, kBacklog); }

  // Answers a connection whose request httplib could not read because of the connection's fault.
  std::function<void(Connection&)> refuse;

 private:
  // httplib's own version loses what it has read beyond a request, and does not answer a client
  // that has shut down its side of the connection.
  bool process_and_close_socket(socket_t socket) override {
    try {
      Serve(socket);
    } catch (const std::bad_alloc&) {
      // There was no memory for this connection; the others go on.
    }
    return true;
  }

  void Serve(socket_t socket) {
    Connection connection(socket, kLimits);
    Stream stream(connection);
    const auto stopping = [this] { return svr_sock_ == INVALID_SOCKET; };
    for (std::size_t left = keep_alive_max_count_; connection.AwaitRequest(stopping); --left) {
      current = {.connection = &connection};
      const bool last = left == 1 || stopping();
      bool ended = false;
      const bool answered = process_request(stream, last, ended, nullptr);
      if (!answered && connection.fault() != Connection::Fault::kNone) refuse(connection);
      if (!answered || last || ended || current.closes) {
        connection.End();
        break;
      }
    }
  }
};

// A body in gzip's format; empty where zlib fails. httplib would choose Brotli at its slowest
// level.
std::string Compressed(const std::string& body) {
  z_stream stream{};
  constexpr int kWindow = 15 + 16;  // 32 KiB, and 16 asks for gzip's header.
  if (deflateInit2(&stream, Z_BEST_SPEED + 3, Z_DEFLATED, kWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(deflateBound(&stream, body.size()), '\0');
  // zlib does not change its input, but does not declare it const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return status == Z_STREAM_END ? out : std::string();
}

// Whether gzip stands in Accept-Encoding, and not with q=0.
bool AcceptsGzip(const std::string& accepted) {
  const auto at = accepted.find("gzip");
  if (at == std::string::npos) return false;
  const std::string_view rest =
      std::string_view(accepted).substr(at + 4, accepted.find(',', at) - at - 4);
  const auto quality = rest.find("q=");
  return quality == std::string_view::npos ||
         rest.substr(quality + 2).find_first_of("123456789") != std::string_view::npos;
}

std::string MediaType(const httplib::Request& request) {
  std::string type = LowerCase(request.get_header_value("Content-Type"));
  type.resize(std::min(type.find(';'), type.size()));
  type.resize(type.find_last_not_of(" \t") + 1);
  return type;
}

// What the header section of a request announces about its body.
enum class BodyKind { kNone, kSome, kTooMuch, kEncoded, kUnclear };

BodyKind BodyKindOf(const httplib::Request& request) {
  // httplib would read chunks without a limit, and takes "Content-Length :" for another header.
  const bool strange =
      std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
        return std::any_of(header.first.begin(), header.first.end(),
                           [](char c) { return c <= ' ' || c >= 0x7F; });
      });
  if (strange || request.has_header("Transfer-Encoding") ||
      request.get_header_value_count("Content-Length") > 1)
    return BodyKind::kUnclear;
  std::string length = request.get_header_value("Content-Length");
  if (length.find_first_not_of("0123456789") != std::string::npos) return BodyKind::kUnclear;
  if (length.empty() && request.has_header("Content-Length")) return BodyKind::kUnclear;
  length.erase(0, length.find_first_not_of('0'));
  if (length.empty()) return BodyKind::kNone;
  // httplib would decompress a few bytes into as many as they stand for.
  if (request.has_header("Content-Encoding")) return BodyKind::kEncoded;
  return length.size() > 9 || std::stoul(length) > kMaxBodyBytes ? BodyKind::kTooMuch
                                                                 : BodyKind::kSome;
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (const char c : text) printable += c > 0x20 && c < 0x7F && c != '"' ? c : '?';
  return printable;
}

bool TakesNoBody(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

// Changes a header of a request. httplib hands its handlers a constant request, but reads the
// headers of that same object afterwards.
void ReplaceHeader(const httplib::Request& request, const std::string& header,
                   const std::string& value) {
  auto& headers = const_cast<httplib::Request&>(request).headers;
  headers.erase(header);
  headers.emplace(header, value);
}

HttpResponse ErrorResponse(int status, std::string_view code, std::string_view what,
                           std::string_view hint) {
  HttpResponse response{.status = status};
  response.body = ErrorJson(code, what, hint);
  return response;
}

// The HTTP status of a fault; 0 for none.
int StatusOf(Connection::Fault fault) {
  switch (fault) {
    case Connection::Fault::kTooSlow:
      return kRequestTimeout;
    case Connection::Fault::kTooLong:
      return kHeadersTooLarge;
    case Connection::Fault::kLineEnd:
      return 400;
    case Connection::Fault::kNone:
      break;
  }
  return 0;
}

// The answer to a request that httplib refuses by itself: it is not HTTP, or is too long.
HttpResponse ErrorResponseOf(int status) {
  switch (status) {
    case 413:
      return ErrorResponse(status, "too_large", "the body is too long",
                           "at most " + std::to_string(kMaxBodyBytes) + " bytes, 8,192 of a form");
    case kRequestTimeout:
      return ErrorResponse(
          status, "too_slow", "the request takes too long",
          "send it within " + std::to_string(kLimits.request / std::chrono::seconds(1)) + " s");
    case kHeadersTooLarge:
      return ErrorResponse(
          status, "too_long", "the request is too long",
          "at most " + std::to_string(kLimits.request_bytes) + " bytes with its headers");
    case kUriTooLong:
      return ErrorResponse(status, "too_long", "the address is too long",
                           "at most 8,192 bytes, 2,048 of them before the question mark");
    case kRangeNotSatisfiable:
      return ErrorResponse(status, "bad_range", "there is no such range", "leave out Range");
    default:
      return ErrorResponse(status, "bad_request", "the request is not HTTP as it should be",
                           "a line of its head has at most 8,192 bytes and ends with CR LF; "
                           "GET /openapi.json shows what can be asked");
  }
}

// The path and query of a target that is an absolute URL, as clients send it to a proxy:
// "http://example.org/a?b" becomes "/a?b".
std::string WithoutOrigin(const std::string& target) {
  if (!target.starts_with("http://") && !target.starts_with("https://")) return target;
  const auto host = target.find("//") + 2;
  const auto rest = target.find_first_of("/?", host);
  if (rest == std::string::npos) return "/";
  return target[rest] == '?' ? "/" + target.substr(rest) : target.substr(rest);
}

HttpRequest ToHttpRequest(const httplib::Request& request) {
  HttpRequest converted{.method = request.method == "HEAD" ? "GET" : request.method,
                        .path = WithoutOrigin(request.path),
                        .target = WithoutOrigin(request.target),
                        .host = request.get_header_value("Host"),
                        .is_https = request.get_header_value("X-Forwarded-Proto") == "https",
                        .accept = request.get_header_value("Accept"),
                        .accept_language = request.get_header_value("Accept-Language"),
                        .if_none_match = request.get_header_value("If-None-Match"),
                        .content_type = MediaType(request),
                        .body = request.body};
  for (const auto& [name, value] : request.params) converted.parameters.emplace_back(name, value);
  return converted;
}

}  // namespace

struct HttpServer::Impl {
  httplib::Server::HandlerResponse PreRoute(const httplib::Request& request,
                                            httplib::Response& response);
  void Answer(const httplib::Request& request, httplib::Response& response);
  void Write(HttpResponse&& answer, const httplib::Request& request, httplib::Response& response);
  void SetHeaders(const HttpResponse& answer, httplib::Response& response) const;
  void Refuse(Connection& connection) const;

  Settings settings;
  Handler handler;
  Observer observer;
  Listener listener;
  std::atomic<bool> ended = false;
  int port = 0;
};

// Answers every request but a POST with a body, which httplib reads first. After the headers of
// some methods httplib reads no body, and for the others it waits for one, announced or not.
httplib::Server::HandlerResponse HttpServer::Impl::PreRoute(const httplib::Request& request,
                                                            httplib::Response& response) {
  using Response = httplib::Server::HandlerResponse;
  const BodyKind body = BodyKindOf(request);
  const bool long_path = request.path.size() > kMaxPathBytes;
  if (body == BodyKind::kSome && request.method == "POST" && !long_path) {
    // httplib recognizes a form by this spelling alone.
    if (MediaType(request) == kFormType) ReplaceHeader(request, "Content-Type", kFormType);
    return Response::Unhandled;
  }
  BeginExchange(request, body != BodyKind::kNone);
  if (long_path) {
    Write(ErrorResponseOf(kUriTooLong), request, response);
  } else if (body == BodyKind::kTooMuch) {
    Write(ErrorResponseOf(413), request, response);
  } else if (body == BodyKind::kUnclear) {
    Write(ErrorResponse(400, "bad_request", "it is unclear where the body ends",
                        "say so by one Content-Length, without Transfer-Encoding"),
          request, response);
  } else if (body == BodyKind::kEncoded) {
    Write(ErrorResponse(415, "bad_request", "the body is encoded",
                        "send it as it is, without Content-Encoding"),
          request, response);
  } else if (body == BodyKind::kSome && TakesNoBody(request.method)) {
    Write(ErrorResponse(400, "bad_request", request.method + " takes no body",
                        "put parameters into the address"),
          request, response);
  } else {
    Answer(request, response);
  }
  return Response::Handled;
}

void HttpServer::Impl::Answer(const httplib::Request& request, httplib::Response& response) {
  HttpResponse answer;
  if (request.method == "OPTIONS") {
    answer.status = 204;
    answer.type.clear();
    answer.headers = {{"Allow", "GET, HEAD, POST, OPTIONS"}};
    if (!settings.allow_origin.empty()) {
      answer.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST");
      answer.headers.emplace_back("Access-Control-Allow-Headers", "Content-Type");
    }
  } else {
    answer = handler(ToHttpRequest(request));
  }
  Write(std::move(answer), request, response);
}

void HttpServer::Impl::Write(HttpResponse&& answer, const httplib::Request& request,
                             httplib::Response& response) {
  current.route = answer.route;
  response.status = answer.status;
  SetHeaders(answer, response);
  if (current.closes) ReplaceHeader(request, "Connection", "close");
  // httplib would cut the ranges out of any answer, and say 200.
  const_cast<httplib::Request&>(request).ranges.clear();
  if (answer.body.empty()) return;
  const bool text = answer.type.starts_with("text/") || answer.type.ends_with("json") ||
                    answer.type.ends_with("xml");
  response.set_header("Content-Type", answer.type + (text ? "; charset=utf-8" : ""));
  response.body = std::move(answer.body);
  if (response.body.size() >= kMinCompressedBytes &&
      AcceptsGzip(request.get_header_value("Accept-Encoding"))) {
    if (std::string compressed = Compressed(response.body); !compressed.empty()) {
      response.body = std::move(compressed);
      response.set_header("Content-Encoding", "gzip");
    }
  }
  // httplib would compress the body once more.
  const_cast<httplib::Request&>(request).headers.erase("Accept-Encoding");
  current.bytes = request.method == "HEAD" ? 0 : response.body.size();
}

void HttpServer::Impl::SetHeaders(const HttpResponse& answer, httplib::Response& response) const {
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("X-Frame-Options", "DENY");
  response.set_header("Referrer-Policy", "same-origin");
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                      "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                      "frame-ancestors 'none'");
  response.set_header("Cache-Control", answer.cache_control);
  response.set_header("Vary", "Accept, Accept-Encoding, Accept-Language");
  response.set_header("Accept-Ranges", "none");
  if (!answer.etag.empty()) response.set_header("ETag", answer.etag);
  if (!settings.allow_origin.empty())
    response.set_header("Access-Control-Allow-Origin", settings.allow_origin);
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
}

// Answers a request whose first line has a fault, for which httplib calls no handler.
void HttpServer::Impl::Refuse(Connection& connection) const {
  BeginExchange({}, true);
  const HttpResponse refusal = ErrorResponseOf(StatusOf(connection.fault()));
  const std::string text =
      "HTTP/1.1 " + std::to_string(refusal.status) +
      " Refused\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n"
      "Content-Type: " +
      refusal.type + "; charset=utf-8\r\nContent-Length: " + std::to_string(refusal.body.size()) +
      "\r\n\r\n" + refusal.body;
  connection.Write(text.data(), text.size());
  observer({.remote = connection.peer().address,
            .status = refusal.status,
            .bytes = refusal.body.size()});
}

HttpServer::HttpServer(const Settings& settings, Handler handler, Observer observer)
    : impl_(std::make_unique<Impl>()) {
  impl_->settings = settings;
  impl_->handler = std::move(handler);
  impl_->observer = std::move(observer);
  Listener& listener = impl_->listener;
  listener.new_task_queue = [count = settings.connections] {
    return new ThreadPool(count);  // httplib deletes it.
  };
  listener.set_payload_max_length(kMaxBodyBytes);
  listener.set_keep_alive_timeout(kIdleSeconds);
  listener.set_keep_alive_max_count(kRequestsOfConnection);
  listener.set_tcp_nodelay(true);
  // httplib would set SO_REUSEPORT, which lets two servers share the port.
  listener.set_socket_options([](int socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  listener.refuse = [impl = impl_.get()](Connection& connection) { impl->Refuse(connection); };
  listener.set_pre_routing_handler(
      [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
        return impl->PreRoute(request, response);
      });
  // Routes are not httplib's business here: this pattern fits any path, also one with line breaks.
  listener.Post(R"([\s\S]*)",
                [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
                  BeginExchange(request, false);
                  impl->Answer(request, response);
                });
  listener.set_error_handler(
      [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
        if (current.handled) return;
        // A header Range that is invalid is ignored.
        if (response.status == kRangeNotSatisfiable &&
            impl->PreRoute(request, response) == httplib::Server::HandlerResponse::Handled)
          return;
        BeginExchange(request, true);
        const int fault = StatusOf(current.connection->fault());
        impl->Write(ErrorResponseOf(fault != 0 ? fault : response.status), request, response);
      });
  listener.set_logger([impl = impl_.get()](const httplib::Request& request,
                                           const httplib::Response& response) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - current.start;
    impl->observer({.remote = current.connection->peer().address,
                    .method = Printable(request.method),
                    .target = Printable(request.target),
                    .route = current.route,
                    .status = response.status,
                    .bytes = current.bytes,
                    .seconds = seconds.count()});
  });
  if (settings.port == 0) {
    impl_->port = listener.bind_to_any_port(settings.host);
  } else if (listener.bind_to_port(settings.host, settings.port)) {
    impl_->port = settings.port;
  }
  if (impl_->port <= 0)
    throw Error(ErrorCode::kIo, "cannot listen on " + Authority(settings.host, settings.port),
                httplib::Server().bind_to_any_port(settings.host) > 0
                    ? "another program may have the port: name another one with --port"
                    : "this machine has no such address: name one of its own with --host");
  listener.SetBacklog();
}

HttpServer::~HttpServer() = default;

std::string Authority(const std::string& host, int port) {
  const bool ipv6 = host.find(':') != std::string::npos;
  return (ipv6 ? "[" + host + "]:" : host + ":") + std::to_string(port);
}

int HttpServer::port() const { return impl_->port; }

void HttpServer::Run() {
  impl_->listener.listen_after_bind();
  impl_->ended = true;
}

void HttpServer::Stop() {
  // httplib ignores a stop() before it listens.
  while (!impl_->listener.is_running() && !impl_->ended) std::this_thread::yield();
  impl_->listener.stop();
}

}  // namespace dssearch::server
