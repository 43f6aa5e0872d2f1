#include "searcher/server/request_reader.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cctype>
#include <chrono>
#include <string_view>
#include <utility>

#include "searcher/present/json.h"
#include "searcher/server/memory_reserve.h"
#include "searcher/server/request_target.h"

namespace dssearch::server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using namespace std::chrono_literals;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// A posted query is as short as one in a URL.
constexpr std::size_t kMaxBodyBytes = 65'536;
constexpr std::size_t kMaxHeadBytes = 32'768;
constexpr std::size_t kMaxLineBytes = 8192;
constexpr std::size_t kMaxPathBytes = 2048;
constexpr std::size_t kReadBytes = 4096;
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

HttpResponse ErrorResponse(int status, std::string_view code, std::string_view what,
                           const std::string& hint) {
  HttpResponse response{.status = status};
  response.body = ErrorJson(code, what, hint);
  return response;
}

HttpResponse Unclear() {
  return ErrorResponse(400, "bad_request", "it is unclear where the body ends",
                       "say so by one Content-Length, or by Transfer-Encoding: chunked");
}

// The answer to a request that is not HTTP, or is too long or too slow.
HttpResponse FaultResponse(int status, const HttpServer::Limits& limits) {
  switch (status) {
    case 408:
      return ErrorResponse(408, "too_slow", "the request takes too long",
                           "send it within " + std::to_string(limits.request / 1s) + " s");
    case 413:
      return ErrorResponse(413, "too_large", "the body is too long",
                           "at most " + std::to_string(kMaxBodyBytes) + " bytes");
    case 414:
      return ErrorResponse(414, "too_long", "the address is too long",
                           "at most 8,192 bytes, 2,048 of them before the question mark");
    case 431:
      return ErrorResponse(431, "too_long", "the head of the request is too long",
                           "a line has at most 8,192 bytes, all of them 32,768");
    default:
      return ErrorResponse(400, "bad_request", "the request is not HTTP as it should be",
                           "a line of its head ends with CR LF; "
                           "GET /openapi.json shows what can be asked");
  }
}

// The answer to a head that the parser refuses, of which this was not yet parsed. The line of the
// request is its first.
HttpResponse ResponseTo(const error_code& error, std::string_view rest, bool is_first_line,
                        const HttpServer::Limits& limits) {
  if (error == http::error::multiple_content_length || error == http::error::bad_content_length ||
      error == http::error::bad_transfer_encoding)
    return Unclear();
  if (error == http::error::body_limit) return FaultResponse(413, limits);
  if (error == http::error::header_limit)
    return FaultResponse(is_first_line && rest.find('\n') > kMaxLineBytes ? 414 : 431, limits);
  return FaultResponse(400, limits);
}

// Whether the head at the beginning of what was received, which need not be whole, has what servers
// read in different ways, which attackers use to smuggle requests past one: a line that ends
// without a carriage return, or one that goes on in the next. (The parser refuses NUL and a
// carriage return alone.)
bool HasFault(std::string_view received) {
  const std::string_view head = received.substr(0, received.find("\r\n\r\n"));
  for (std::size_t at = 0; (at = head.find('\n', at)) != std::string_view::npos; ++at)
    if (at == 0 || head[at - 1] != '\r' || head.substr(at + 1).starts_with(' ') ||
        head.substr(at + 1).starts_with('\t'))
      return true;
  return false;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (const char c : text) printable += c > 0x20 && c < 0x7F && c != '"' ? c : '?';
  return printable;
}

using Head = http::request_header<>;

std::string_view ValueOf(const Head& head, http::field name) {
  const auto value = head[name];
  return {value.data(), value.size()};
}

std::string MediaType(const Head& head) {
  std::string type = LowerCase(ValueOf(head, http::field::content_type));
  type.resize(std::min(type.find(';'), type.size()));
  type.resize(type.find_last_not_of(" \t") + 1);
  return type;
}

// Whether the head says in one way where its body ends, if it has one. What else it may say is read
// in different ways by different servers.
bool IsClear(const Head& head) {
  const auto lengths = head.count(http::field::content_length);
  const auto encodings = head.count(http::field::transfer_encoding);
  if (lengths + encodings > 1) return false;
  const std::string_view length = ValueOf(head, http::field::content_length);
  if (lengths == 1 &&
      (length.empty() || length.find_first_not_of("0123456789") != std::string_view::npos))
    return false;
  return encodings == 0 || LowerCase(ValueOf(head, http::field::transfer_encoding)) == "chunked";
}

bool TakesNoBody(http::verb method) {
  return method == http::verb::get || method == http::verb::head || method == http::verb::options;
}

// The last of the addresses in a list, the one that the next proxy has seen.
std::string LastOf(std::string_view list) {
  const std::size_t comma = list.rfind(',');
  if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
  list.remove_prefix(std::min(list.find_first_not_of(" \t"), list.size()));
  return std::string(list.substr(0, list.find_last_not_of(" \t") + 1));
}

}  // namespace

// Appends what comes next to what was received. False at the end, and where it takes too long.
asio::awaitable<bool> RequestReader::Receive() {
  if (!MemoryReserve::OfThread()->IsFull()) co_return false;
  if (received_.empty()) {
    // It may take a minute, for which ten thousand connections keep no memory.
    std::string().swap(received_);
    const auto [error] = co_await socket_.async_wait(Deadline::Socket::wait_read, kTuple);
    if (error) co_return false;
  }
  const std::size_t before = received_.size();
  received_.resize(before + kReadBytes);
  const auto [error, count] =
      co_await socket_.async_read_some(asio::buffer(&received_[before], kReadBytes), kTuple);
  received_.resize(before + count);
  co_return !error;
}

// Waits until a request begins. Some clients send empty lines before one.
asio::awaitable<bool> RequestReader::Await() {
  deadline_.After(settings_.limits.idle);
  for (;;) {
    received_.erase(0, received_.find_first_not_of("\r\n"));
    is_idle_ = received_.empty();
    if (!is_idle_) co_return true;
    const bool goes_on = co_await Receive();
    if (!goes_on) co_return false;
  }
}

// Reads a request into what is returned; where it is none to ask the application, with an answer.
asio::awaitable<ReceivedRequest> RequestReader::Read() {
  ReceivedRequest got{.exchange = {.remote = remote_}};
  got.answer = co_await ReadInto(got);
  is_idle_ = received_.empty();
  co_return got;
}

asio::awaitable<std::optional<HttpResponse>> RequestReader::ReadInto(ReceivedRequest& got) {
  const auto refuse = [&got](HttpResponse refusal) {
    got.goes_on = false;
    return std::optional(std::move(refusal));
  };
  const HttpServer::Limits& limits = settings_.limits;
  deadline_.After(limits.request);
  Parser parser;
  parser.header_limit(kMaxHeadBytes);
  parser.body_limit(kMaxBodyBytes);
  for (bool is_first_line = true;;) {
    error_code error;
    const std::size_t size = parser.put(asio::buffer(received_), error);
    if (HasFault(received_)) co_return refuse(FaultResponse(400, limits));
    if (error && error != http::error::need_more)
      co_return refuse(ResponseTo(error, received_, is_first_line, limits));
    received_.erase(0, size);  // The lines that are whole.
    is_first_line = is_first_line && size == 0;
    if (!error) break;
    const bool more = co_await Receive();
    if (!more) co_return refuse(FaultResponse(deadline_.expired() ? 408 : 400, limits));
  }

  const Head& head = parser.get();
  got.version = head.version();
  got.is_head = head.method() == http::verb::head;
  got.accept_encoding = ValueOf(head, http::field::accept_encoding);
  got.goes_on = parser.keep_alive() && (got.version == 11 || !parser.chunked());
  got.exchange.method = Printable({head.method_string().data(), head.method_string().size()});
  got.exchange.target = Printable({head.target().data(), head.target().size()});
  got.exchange.version = got.version == 10 ? "HTTP/1.0" : "HTTP/1.1";
  if (head.method() == http::verb::unknown || (got.version != 10 && got.version != 11))
    co_return refuse(FaultResponse(400, limits));
  const auto hosts = head.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && got.version == 11) || !IsHost(ValueOf(head, http::field::host)))
    co_return refuse(ErrorResponse(400, "bad_request", "the request does not name its host",
                                   "one header Host says it: Host: localhost:8080"));
  std::optional<Target> target = ParseTarget({head.target().data(), head.target().size()});
  if (!target) co_return refuse(FaultResponse(400, limits));
  if (target->path.size() > kMaxPathBytes || head.target().size() > kMaxLineBytes)
    co_return refuse(FaultResponse(414, limits));
  if (std::any_of(head.begin(), head.end(),
                  [](const auto& field) { return field.value().size() > kMaxLineBytes; }))
    co_return refuse(FaultResponse(431, limits));
  if (!IsClear(head)) co_return refuse(Unclear());

  // Before the body, behind which there may be fields that no proxy has seen.
  std::string host(ValueOf(head, http::field::host));
  bool is_https = false;
  if (settings_.IsProxy(remote_)) {
    const auto forwarded = [&head](const char* name) {
      std::string last;  // A proxy may add a line of its own.
      const auto [begin, end] = head.equal_range(name);
      for (auto field = begin; field != end; ++field)
        last = LastOf({field->value().data(), field->value().size()});
      return last;
    };
    error_code no_address;
    const auto client = asio::ip::make_address(forwarded("X-Forwarded-For"), no_address);
    if (!no_address) got.exchange.remote = client.to_string();
    if (std::string named = forwarded("X-Forwarded-Host"); !named.empty() && IsHost(named))
      host = std::move(named);
    is_https = forwarded("X-Forwarded-Proto") == "https";
  }
  got.request = {.method = got.is_head ? "GET" : got.exchange.method,
                 .path = std::move(target->path),
                 .target = std::move(target->text),
                 .parameters = std::move(target->parameters),
                 .host = std::move(host),
                 .is_https = is_https,
                 .accept = std::string(ValueOf(head, http::field::accept)),
                 .accept_language = std::string(ValueOf(head, http::field::accept_language)),
                 .if_none_match = std::string(ValueOf(head, http::field::if_none_match)),
                 .content_type = MediaType(head)};

  if (!parser.is_done()) {
    if (TakesNoBody(head.method()))
      co_return refuse(ErrorResponse(400, "bad_request", got.exchange.method + " takes no body",
                                     "put parameters into the address"));
    if (head.count(http::field::content_encoding) > 0)
      co_return refuse(ErrorResponse(415, "bad_request", "the body is encoded",
                                     "send it as it is, without Content-Encoding"));
    if (head.method() == http::verb::post) {
      // A client of HTTP/1.0 does not know the answer in between.
      const bool waits =
          got.version == 11 && LowerCase(ValueOf(head, http::field::expect)) == "100-continue";
      std::optional<HttpResponse> refusal = co_await ReadBody(parser, waits);
      if (refusal) co_return refuse(std::move(*refusal));
    } else {
      got.goes_on = false;  // The body is not read, so that it would be taken for a request.
    }
  }
  got.request.body = std::move(parser.get().body());
  if (got.request.content_type == kFormType)
    for (auto& parameter : ParseParameters(got.request.body))
      got.request.parameters.push_back(std::move(parameter));
  if (head.method() == http::verb::options) {
    HttpResponse answer{.status = 204, .type = ""};
    answer.headers = {{"Allow", "GET, HEAD, POST, OPTIONS"}};
    if (!settings_.allow_origin.empty()) {
      answer.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST");
      answer.headers.emplace_back("Access-Control-Allow-Headers", "Content-Type");
    }
    co_return answer;
  }
  co_return std::nullopt;
}

// Reads the body, for which a client may wait to be asked. Returns what to answer where it is none.
asio::awaitable<std::optional<HttpResponse>> RequestReader::ReadBody(Parser& parser, bool waits) {
  const HttpServer::Limits& limits = settings_.limits;
  parser.eager(true);
  if (waits) {
    constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(socket_, asio::buffer(kContinue), kTuple);
  }
  while (!parser.is_done()) {
    error_code error;
    const std::size_t taken = parser.put(asio::buffer(received_), error);
    received_.erase(0, taken);
    if (error == http::error::body_limit) co_return FaultResponse(413, limits);
    if (error && error != http::error::need_more) co_return FaultResponse(400, limits);
    if (parser.is_done()) break;
    // The parser waits for the end of a line.
    if (received_.size() > kMaxLineBytes) co_return FaultResponse(400, limits);
    const bool more = co_await Receive();
    if (!more) co_return FaultResponse(deadline_.expired() ? 408 : 400, limits);
  }
  co_return std::nullopt;
}

}  // namespace dssearch::server
