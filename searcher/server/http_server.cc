#include "searcher/server/http_server.h"

#include <httplib.h>
#include <sys/socket.h>
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include "dssearch/error.h"
#include "searcher/json.h"

namespace dssearch::server {
namespace {

// A query is short; so is a posted one.
constexpr std::size_t kMaxBody = 65'536;
// httplib reads a longer one to its end before it says that it is, so that the client
// gets to read that; an endless one is not worth it.
constexpr std::size_t kMostSkipped = std::size_t{1} << 23;
// httplib looks for its handlers with std::regex, which recurses for each character.
constexpr std::size_t kMaxPath = 2048;
constexpr int kTooLong = 414;
constexpr int kSeconds = 5;  // To read what was announced, or to write.
// An idle connection takes a thread, and keeps the server from stopping.
constexpr int kIdleSeconds = 2;
constexpr std::size_t kRequestsOfConnection = 100'000;
constexpr int kBacklog = 512;
// Less fits into one packet as it is.
constexpr std::size_t kCompressFrom = 512;
constexpr const char* kForm = "application/x-www-form-urlencoded";

// httplib listens with a backlog of five, less than a browser opens at once.
class Listener : public httplib::Server {
 public:
  void Deepen() { ::listen(svr_sock_, kBacklog); }
};

// gzip, by zlib: httplib would choose Brotli at its slowest.
std::string Compressed(const std::string& body) {
  z_stream stream{};
  constexpr int kWindow = 15 + 16;  // With gzip's head.
  if (deflateInit2(&stream, Z_BEST_SPEED + 3, Z_DEFLATED, kWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(deflateBound(&stream, body.size()), '\0');
  // zlib takes what it does not change as not constant.
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
bool TakesGzip(const std::string& accepted) {
  const auto at = accepted.find("gzip");
  if (at == std::string::npos) return false;
  const std::string_view rest =
      std::string_view(accepted).substr(at + 4, accepted.find(',', at) - at - 4);
  const auto quality = rest.find("q=");
  return quality == std::string_view::npos ||
         rest.substr(quality + 2).find_first_of("123456789") != std::string_view::npos;
}

std::string LowerCase(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string MediaType(const httplib::Request& request) {
  std::string type = LowerCase(request.get_header_value("Content-Type"));
  type.resize(std::min(type.find(';'), type.size()));
  type.resize(type.find_last_not_of(" \t") + 1);
  return type;
}

// What comes after the head of a request.
enum class Body { kNone, kSome, kEndless, kUnclear };

Body BodyOf(const httplib::Request& request) {
  // httplib would read chunks without end, and takes "Content-Length :" for another header.
  const bool strange = std::any_of(
      request.headers.begin(), request.headers.end(),
      [](const auto& header) { return header.first.find_first_of(" \t") != std::string::npos; });
  if (strange || request.has_header("Transfer-Encoding") ||
      request.get_header_value_count("Content-Length") > 1)
    return Body::kUnclear;
  std::string length = request.get_header_value("Content-Length");
  if (length.find_first_not_of("0123456789") != std::string::npos) return Body::kUnclear;
  length.erase(0, length.find_first_not_of('0'));
  if (length.empty()) return Body::kNone;
  return length.size() > 9 || std::stoul(length) > kMostSkipped ? Body::kEndless : Body::kSome;
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (const char c : text) printable += c > 0x20 && c < 0x7F && c != '"' ? c : '?';
  return printable;
}

bool TakesNoBody(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

// httplib hands its handlers a constant request that it goes on to read itself.
void Replace(const httplib::Request& request, const std::string& header, const std::string& value) {
  auto& headers = const_cast<httplib::Request&>(request).headers;
  headers.erase(header);
  headers.emplace(header, value);
}

HttpResponse Refusal(int status, std::string_view code, std::string_view what,
                     std::string_view hint) {
  HttpResponse response{.status = status};
  response.body = ErrorJson(code, what, hint);
  return response;
}

// What httplib answers by itself: what was no HTTP, or too much of it.
HttpResponse ErrorOf(int status) {
  switch (status) {
    case 413:
      return Refusal(status, "too_large", "the body is too long",
                     "at most " + std::to_string(kMaxBody) + " bytes, 8,192 of a form");
    case kTooLong:
      return Refusal(status, "too_long", "the address is too long",
                     "at most 8,192 bytes, 2,048 of them before the question mark");
    case 416:
      return Refusal(status, "bad_range", "there is no such range", "leave out Range");
    default:
      return Refusal(status, "bad_request", "the request is not HTTP as it should be",
                     "GET /openapi.json shows what can be asked");
  }
}

HttpRequest Understood(const httplib::Request& request) {
  HttpRequest understood{.method = request.method == "HEAD" ? "GET" : request.method,
                         .path = request.path,
                         .target = request.target,
                         .host = request.get_header_value("Host"),
                         .encrypted = request.get_header_value("X-Forwarded-Proto") == "https",
                         .accepted = request.get_header_value("Accept"),
                         .languages = request.get_header_value("Accept-Language"),
                         .if_none_match = request.get_header_value("If-None-Match"),
                         .content_type = MediaType(request),
                         .body = request.body};
  for (const auto& [name, value] : request.params) understood.parameters.emplace_back(name, value);
  return understood;
}

}  // namespace

struct HttpServer::Impl {
  // What is known of the request that this thread is answering; httplib has a
  // thread for each connection.
  struct Current {
    std::chrono::steady_clock::time_point start;
    std::string route;
    std::size_t bytes = 0;
    bool handled = false;
    bool closes = false;  // Once answered: what was not read is no next request.
  };
  static thread_local Current current;
  static void Begin(bool closes) {
    current = {};
    current.start = std::chrono::steady_clock::now();
    current.handled = true;
    current.closes = closes;
  }

  httplib::Server::HandlerResponse Meet(const httplib::Request& request,
                                        httplib::Response& response);
  void Answer(const httplib::Request& request, httplib::Response& response);
  void Write(HttpResponse&& answer, const httplib::Request& request, httplib::Response& response);

  Settings settings;
  Handler handler;
  Observer observer;
  Listener listener;
  std::atomic<bool> ended = false;
  int port = 0;
};

thread_local HttpServer::Impl::Current HttpServer::Impl::current;

// Answers all but a POST whose body is to be read first. httplib reads nothing
// after the head of some methods, and waits for a body of the others, announced
// or not.
httplib::Server::HandlerResponse HttpServer::Impl::Meet(const httplib::Request& request,
                                                        httplib::Response& response) {
  using Response = httplib::Server::HandlerResponse;
  const Body body = BodyOf(request);
  const bool long_path = request.path.size() > kMaxPath;
  if (body == Body::kSome && request.method == "POST" && !long_path) {
    // httplib knows a form by this spelling alone.
    if (MediaType(request) == kForm) Replace(request, "Content-Type", kForm);
    return Response::Unhandled;
  }
  Begin(body != Body::kNone);
  if (long_path) {
    Write(ErrorOf(kTooLong), request, response);
  } else if (body == Body::kEndless) {
    Write(ErrorOf(413), request, response);
  } else if (body == Body::kUnclear) {
    Write(Refusal(400, "bad_request", "it is unclear where the body ends",
                  "say so by one Content-Length, without Transfer-Encoding"),
          request, response);
  } else if (body == Body::kSome && TakesNoBody(request.method)) {
    Write(Refusal(400, "bad_request", request.method + " takes no body",
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
    answer = handler(Understood(request));
  }
  Write(std::move(answer), request, response);
}

void HttpServer::Impl::Write(HttpResponse&& answer, const httplib::Request& request,
                             httplib::Response& response) {
  current.route = answer.route;
  response.status = answer.status;
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("X-Frame-Options", "DENY");
  response.set_header("Referrer-Policy", "same-origin");
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                      "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                      "frame-ancestors 'none'");
  response.set_header("Cache-Control", answer.cache_control);
  if (!settings.allow_origin.empty())
    response.set_header("Access-Control-Allow-Origin", settings.allow_origin);
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
  response.set_header("Vary", "Accept, Accept-Encoding, Accept-Language");
  if (!answer.etag.empty()) response.set_header("ETag", answer.etag);
  response.set_header("Accept-Ranges", "none");
  // httplib would cut them out of any answer and say 200.
  const_cast<httplib::Request&>(request).ranges.clear();
  if (answer.body.empty()) return;
  std::string body = std::move(answer.body);
  if (body.size() >= kCompressFrom && TakesGzip(request.get_header_value("Accept-Encoding"))) {
    if (std::string compressed = Compressed(body); !compressed.empty()) {
      body = std::move(compressed);
      response.set_header("Content-Encoding", "gzip");
    }
  }
  const bool head = request.method == "HEAD";
  current.bytes = head ? 0 : body.size();
  const bool text = answer.type.starts_with("text/") || answer.type.ends_with("json") ||
                    answer.type.ends_with("xml");
  const std::string type = answer.type + (text ? "; charset=utf-8" : "");
  auto& changed = const_cast<httplib::Request&>(request);
  if (!current.closes) {
    // httplib would compress it once more.
    changed.headers.erase("Accept-Encoding");
    response.body = std::move(body);
    response.set_header("Content-Type", type);
    return;
  }
  // httplib ends a connection itself when the client asked for it, or when a
  // provider says false; after a HEAD it does not ask.
  Replace(request, "Connection", "close");
  if (head) changed.method = "GET";
  const std::size_t size = body.size();
  response.set_content_provider(
      size, type,
      [body = std::move(body), head](std::size_t offset, std::size_t length,
                                     httplib::DataSink& sink) {
        if (!head) sink.write(body.data() + offset, length);
        return false;
      });
}

HttpServer::HttpServer(const Settings& settings, Handler handler, Observer observer)
    : impl_(std::make_unique<Impl>()) {
  impl_->settings = settings;
  impl_->handler = std::move(handler);
  impl_->observer = std::move(observer);
  Listener& listener = impl_->listener;
  listener.new_task_queue = [count = settings.connections] {
    return new httplib::ThreadPool(count);  // httplib deletes it.
  };
  listener.set_payload_max_length(kMaxBody);
  listener.set_read_timeout(kSeconds);
  listener.set_write_timeout(kSeconds);
  listener.set_keep_alive_timeout(kIdleSeconds);
  listener.set_keep_alive_max_count(kRequestsOfConnection);
  listener.set_tcp_nodelay(true);
  // httplib's own SO_REUSEPORT would let two servers share the port.
  listener.set_socket_options([](int socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  listener.set_pre_routing_handler(
      [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
        return impl->Meet(request, response);
      });
  // The routes are ours: any address, with line breaks in it as well.
  listener.Post(R"([\s\S]*)",
                [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
                  Impl::Begin(false);
                  impl->Answer(request, response);
                });
  listener.set_error_handler(
      [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
        if (Impl::current.handled) return;
        Impl::Begin(true);
        impl->Write(ErrorOf(response.status), request, response);
      });
  listener.set_logger(
      [impl = impl_.get()](const httplib::Request& request, const httplib::Response& response) {
        const std::chrono::duration<double> seconds =
            std::chrono::steady_clock::now() - Impl::current.start;
        impl->observer({.remote = request.remote_addr,
                        .method = Printable(request.method),
                        .target = Printable(request.target),
                        .route = Impl::current.route,
                        .status = response.status,
                        .bytes = Impl::current.bytes,
                        .seconds = seconds.count()});
        Impl::current = {};
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
  listener.Deepen();
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
  // httplib forgets what it was told before.
  while (!impl_->listener.is_running() && !impl_->ended) std::this_thread::yield();
  impl_->listener.stop();
}

}  // namespace dssearch::server
