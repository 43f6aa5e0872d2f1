#include "searcher/server/http_server.h"

#include <httplib.h>
#include <sys/socket.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "dssearch/error.h"
#include "searcher/json.h"

namespace dssearch::server {
namespace {

// A query is short; so is a posted one.
constexpr std::size_t kMaxBody = 65'536;
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

bool Matches(const std::string& if_none_match, const std::string& etag) {
  return !etag.empty() && (if_none_match == "*" || if_none_match.find(etag) != std::string::npos);
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (const char c : text) printable += c > 0x20 && c < 0x7F && c != '"' ? c : '?';
  return printable;
}

// What httplib answers by itself: what was no HTTP, or too much of it.
HttpResponse ErrorOf(int status) {
  HttpResponse response;
  response.status = status;
  switch (status) {
    case 413:
      response.body = ErrorJson("too_large", "the body is too long",
                                "at most " + std::to_string(kMaxBody) + " bytes, 8,192 of a form");
      break;
    case kTooLong:
      response.body = ErrorJson("too_long", "the address is too long",
                                "at most 8,192 bytes, 2,048 of them before the question mark");
      break;
    case 416:
      response.body = ErrorJson("bad_range", "there is no such range", "leave out Range");
      break;
    default:
      response.body = ErrorJson("bad_request", "the request is not HTTP as it should be",
                                "GET /openapi.json shows what can be asked");
  }
  return response;
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
                         .content_type = request.get_header_value("Content-Type"),
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
  };
  static thread_local Current current;
  static void Begin() {
    current = {};
    current.start = std::chrono::steady_clock::now();
    current.handled = true;
  }

  void Answer(const httplib::Request& request, httplib::Response& response);
  void Write(HttpResponse&& answer, const httplib::Request& request, httplib::Response& response);

  Settings settings;
  Handler handler;
  Observer observer;
  Listener listener;
  int port = 0;
};

thread_local HttpServer::Impl::Current HttpServer::Impl::current;

void HttpServer::Impl::Answer(const httplib::Request& request, httplib::Response& response) {
  Begin();
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
  if (!answer.etag.empty()) {
    response.set_header("ETag", answer.etag);
    if (answer.status == 200 && Matches(request.get_header_value("If-None-Match"), answer.etag)) {
      response.status = 304;
      return;
    }
  }
  if (answer.body.empty()) return;
  std::string body = std::move(answer.body);
  if (body.size() >= kCompressFrom && TakesGzip(request.get_header_value("Accept-Encoding"))) {
    if (std::string compressed = Compressed(body); !compressed.empty()) {
      body = std::move(compressed);
      response.set_header("Content-Encoding", "gzip");
    }
  }
  current.bytes = request.method == "HEAD" ? 0 : body.size();
  const bool text = answer.type.starts_with("text/") || answer.type.ends_with("json") ||
                    answer.type.ends_with("xml");
  const std::size_t size = body.size();
  // A body given piece by piece is not compressed again.
  response.set_content_provider(
      size, answer.type + (text ? "; charset=utf-8" : ""),
      [body = std::move(body)](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        // What is asked for beyond the end is never there: true would be asked again.
        if (offset >= body.size()) return false;
        return sink.write(body.data() + offset, std::min(length, body.size() - offset));
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
  const auto answer = [impl = impl_.get()](const httplib::Request& request,
                                           httplib::Response& response) {
    impl->Answer(request, response);
  };
  listener.set_pre_routing_handler(
      [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
        if (request.path.size() <= kMaxPath) return httplib::Server::HandlerResponse::Unhandled;
        Impl::Begin();
        impl->Write(ErrorOf(kTooLong), request, response);
        return httplib::Server::HandlerResponse::Handled;
      });
  // One handler for all: the routes are ours. By the methods, since those that
  // have a body must have it read.
  constexpr const char* kAnything = ".*";
  listener.Get(kAnything, answer)
      .Post(kAnything, answer)
      .Put(kAnything, answer)
      .Patch(kAnything, answer)
      .Delete(kAnything, answer)
      .Options(kAnything, answer);
  listener.set_error_handler(
      [impl = impl_.get()](const httplib::Request& request, httplib::Response& response) {
        if (Impl::current.handled) return;
        Impl::current.start = std::chrono::steady_clock::now();
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
    throw Error(ErrorCode::kIo,
                "cannot listen on " + settings.host + ":" + std::to_string(settings.port),
                "another program may have the port: name another one with --port");
  listener.Deepen();
}

HttpServer::~HttpServer() = default;

int HttpServer::port() const { return impl_->port; }

void HttpServer::Run() { impl_->listener.listen_after_bind(); }

void HttpServer::Stop() { impl_->listener.stop(); }

}  // namespace dssearch::server
