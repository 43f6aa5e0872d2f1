#include "searcher/server/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/write.hpp>
#include <cctype>
#include <charconv>
#include <exception>
#include <memory>
#include <new>
#include <sstream>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>

#include "searcher/present/json.h"
#include "searcher/server/compression.h"
#include "searcher/server/memory_reserve.h"

namespace dssearch::server {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// A shorter body fits into one packet without compression.
constexpr std::size_t kMinCompressedBytes = 512;

std::string HeadText(const http::response_header<>& head) {
  std::ostringstream text;
  text.exceptions(std::ios::badbit);  // Without memory it would be cut in silence.
  text << head;
  return std::move(text).str();
}

// A piece of an answer.
struct Piece {
  std::string bytes;
  std::size_t size = 0;  // Without the lines of its chunk.
  bool is_last = false;
  bool has_failed = false;
};

// A piece as Transfer-Encoding: chunked has it.
std::string Chunk(std::string_view bytes, bool is_last) {
  std::string chunk;
  if (!bytes.empty()) {
    std::array<char, 16> size{};
    char* const end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
    chunk.reserve(bytes.size() + size.size() + 9);
    chunk.append(size.data(), end).append("\r\n").append(bytes).append("\r\n");
  }
  if (is_last) chunk += "0\r\n\r\n";
  return chunk;
}

}  // namespace

HttpResponse ResponseWithoutMemory() {
  HttpResponse response{.status = 503};
  response.body =
      ErrorJson("busy", "there is no memory for it at the moment", "try again in a second");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

Connection::Connection(Socket socket, std::string remote, ConnectionSet& set)
    : socket_(std::move(socket)),
      deadline_(socket_),
      remote_(std::move(remote)),
      reader_(socket_, deadline_, set.settings, remote_),
      limits_(set.settings.limits),
      set_(set),
      open_(set.open.insert(set.open.end(), this)) {
  ++set_.of_address[remote_];
}

Connection::~Connection() {
  set_.open.erase(open_);
  EndWait();
  const auto count = set_.of_address.find(remote_);
  if (--count->second == 0) set_.of_address.erase(count);
}

void Connection::BeginWait(std::list<Connection*>::iterator before) {
  waiting_ = set_.waiting.insert(before, this);
}

void Connection::EndWait() {
  if (waiting_) set_.waiting.erase(*waiting_);
  waiting_.reset();
}

bool Connection::IsIdle() const {
  error_code ignored;
  return reader_.is_idle() && socket_.available(ignored) == 0;
}

void Connection::Close() {
  EndWait();
  error_code ignored;
  socket_.close(ignored);
}

// No co_await stands in a condition here: GCC 12 compiles it wrong.
asio::awaitable<void> Connection::Serve() {
  for (std::size_t left = limits_.requests; goes_on_; --left) {
    if (set_.stopping && IsIdle()) break;
    BeginWait(set_.waiting.end());
    const bool begins = co_await reader_.Await();
    if (!begins) co_return;
    current_ = co_await reader_.Read();
    EndWait();
    const auto start = Clock::now();
    if (!current_.answer) current_.answer = co_await Answer();
    HttpResponse answer = *std::move(current_.answer);
    goes_on_ = current_.goes_on && left > 1 && !set_.stopping;
    Exchange& exchange = current_.exchange;
    exchange.status = answer.status;
    exchange.route = answer.route;
    exchange.error = answer.error;
    exchange.message = answer.message;
    const bool sent = co_await Send(std::move(answer));
    goes_on_ = goes_on_ && sent;
    exchange.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    set_.callbacks.observe(exchange);
  }
  if (!socket_.is_open()) co_return;  // It gave way to another one.
  BeginWait(set_.waiting.begin());
  co_await End();
}

// Runs `make()` on a thread of a queue and waits for what it returns; nothing where the queue is
// full, or where there is no memory.
template <typename Make>
asio::awaitable<std::optional<std::invoke_result_t<Make, bool>>> Connection::OnThreadOf(
    WorkQueue& queue, Make make) {
  std::optional<std::invoke_result_t<Make, bool>> made;
  // It is cancelled when that is there.
  asio::steady_timer ready(socket_.get_executor(), Clock::time_point::max());
  const auto job = [&, executor = socket_.get_executor()](bool late) {
    try {
      MemoryReserve::OfThread()->IsFull();  // Or becomes so.
      made = make(late);
    } catch (const std::bad_alloc&) {
      made.reset();
    }
    for (;;) {
      try {
        return asio::post(executor, [&ready] { ready.cancel(); });
      } catch (const std::bad_alloc&) {
        std::this_thread::sleep_for(5ms);  // Memory comes back when other requests end.
      }
    }
  };
  deadline_.Clear();
  // The job begins when the waiting has, so that nothing of it can fail while the job runs.
  const auto begin = [&](auto handler) {
    ready.async_wait(std::move(handler));
    bool taken = false;
    try {
      taken = queue.Submit(current_.exchange.remote, job);
    } catch (const std::bad_alloc&) {
      // It is not made.
    }
    if (!taken) ready.cancel();
  };
  co_await asio::async_initiate<decltype(kTuple), void(error_code)>(begin, kTuple);
  co_return made;
}

// Whether one more answer may come in pieces. A proxy asks for many clients.
bool Connection::HasRoomForStream() const {
  if (set_.streams >= limits_.streams) return false;
  const auto known = set_.streams_of_address.find(current_.exchange.remote);
  return known == set_.streams_of_address.end() || known->second < limits_.streams_of_address ||
         set_.settings.IsProxy(current_.exchange.remote);
}

asio::awaitable<HttpResponse> Connection::Answer() {
  const HttpRequest& request = current_.request;
  const HttpServer::Callbacks& application = set_.callbacks;
  if (!MemoryReserve::OfThread()->IsFull()) co_return set_.without_memory;
  if (application.is_stream && application.is_stream(request) && !HasRoomForStream())
    co_return application.refuse(request);
  WorkQueue& queue = application.is_quick(request) ? set_.quick : set_.work;
  bool has_run = false;
  std::optional<HttpResponse> answer = co_await OnThreadOf(queue, [&](bool late) {
    has_run = true;
    HttpResponse made = late ? application.refuse(request) : application.answer(request);
    if (made.body.size() >= kMinCompressedBytes && AcceptsGzip(current_.accept_encoding)) {
      made.body = GzipStream().Add(made.body, true);
      made.headers.emplace_back("Content-Encoding", "gzip");
    }
    return made;
  });
  if (has_run && !answer) co_return set_.without_memory;
  if (!answer || (answer->more && !HasRoomForStream())) answer = application.refuse(request);
  co_return *std::move(answer);
}

// Sends an answer. False where the client does not take it.
asio::awaitable<bool> Connection::Send(HttpResponse answer) {
  delay_left_ = limits_.pause;
  Message message(http::int_to_status(static_cast<unsigned>(answer.status)), current_.version);
  message.set("X-Content-Type-Options", "nosniff");
  message.set("X-Frame-Options", "DENY");
  message.set("Referrer-Policy", "same-origin");
  message.set("Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
              "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  message.set(http::field::cache_control, answer.cache_control);
  message.set(http::field::vary, "Accept, Accept-Encoding, Accept-Language");
  message.set(http::field::accept_ranges, "none");
  if (!answer.etag.empty()) message.set(http::field::etag, answer.etag);
  if (!set_.settings.allow_origin.empty()) {
    message.set(http::field::access_control_allow_origin, set_.settings.allow_origin);
    message.set(http::field::access_control_expose_headers, "ETag, Retry-After, X-Total-Count");
  }
  for (const auto& [name, value] : answer.headers) message.set(name, value);
  message.keep_alive(goes_on_);
  if (!answer.body.empty() || answer.more) {
    const bool text = answer.type.starts_with("text/") || answer.type.ends_with("json") ||
                      answer.type.ends_with("xml");
    message.set(http::field::content_type, answer.type + (text ? "; charset=utf-8" : ""));
  }
  if (answer.more) co_return co_await SendPieces(std::move(message), answer.more);
  if (answer.status != 204 && answer.status != 304) message.content_length(answer.body.size());
  if (current_.is_head) answer.body.clear();
  current_.exchange.bytes = answer.body.size();
  const std::string head = HeadText(message);
  co_return co_await Write(head, answer.body);
}

// Sends an answer in pieces, each when the client has taken those before: in chunks, or to a client
// of HTTP/1.0 until the connection ends.
asio::awaitable<bool> Connection::SendPieces(Message message,
                                             const std::function<std::string()>& more) {
  const bool in_chunks = current_.version == 11;
  std::optional<GzipStream> gzip;
  if (AcceptsGzip(current_.accept_encoding)) gzip.emplace();
  if (gzip) message.set(http::field::content_encoding, "gzip");
  if (in_chunks) message.chunked(true);
  goes_on_ = goes_on_ && in_chunks;
  message.keep_alive(goes_on_);
  std::string bytes = HeadText(message);
  std::size_t& of_address = set_.streams_of_address[current_.exchange.remote];
  ++set_.streams;
  ++of_address;
  const std::shared_ptr<void> counted(nullptr, [this, &of_address](void*) {
    --set_.streams;
    if (--of_address == 0) set_.streams_of_address.erase(current_.exchange.remote);
  });
  for (bool is_last = current_.is_head;;) {
    const bool sent = co_await Write(bytes, {});
    if (!sent || is_last) co_return sent;
    std::optional<Piece> piece = co_await OnThreadOf(set_.pieces, [&](bool) {
      Piece next;
      try {
        next.bytes = more();
        next.is_last = next.bytes.empty();
        if (gzip) next.bytes = gzip->Add(next.bytes, next.is_last);
        next.size = next.bytes.size();
        if (in_chunks) next.bytes = Chunk(next.bytes, next.is_last);
      } catch (const std::exception&) {
        next.has_failed = true;
      }
      return next;
    });
    if (!piece || piece->has_failed) {
      // By a reset the client sees that the end is missing, whatever its version.
      error_code ignored;
      socket_.set_option(asio::socket_base::linger(true, 0), ignored);
      Close();
      co_return false;
    }
    is_last = piece->is_last;
    current_.exchange.bytes += piece->size;
    bytes = std::move(piece->bytes);
  }
}

// Sends bytes. False where the client does not take them in time.
asio::awaitable<bool> Connection::Write(std::string_view head, std::string_view body) {
  const auto begin = Clock::now();
  const auto fair = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
      static_cast<double>(head.size() + body.size()) / static_cast<double>(limits_.rate)));
  const auto end = begin + delay_left_ + fair;
  while (!head.empty() || !body.empty()) {
    deadline_.At(std::min(Clock::now() + limits_.pause, end));
    const std::array buffers{asio::buffer(head), asio::buffer(body)};
    const auto [error, count] = co_await socket_.async_write_some(buffers, kTuple);
    if (error) co_return false;
    const std::size_t of_head = std::min(count, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(count - of_head);
  }
  delay_left_ =
      std::min<Clock::duration>(limits_.pause, delay_left_ + fair - (Clock::now() - begin));
  co_return true;
}

// Ends this side after the last answer, then reads and drops what the client still sends, since
// closing a socket with unread bytes would reset the connection before the client has its answer.
asio::awaitable<void> Connection::End() {
  error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  deadline_.After(limits_.skip);
  std::array<char, 4096> buffer;
  for (std::size_t skipped = 0; skipped < limits_.skip_bytes;) {
    const auto [error, count] = co_await socket_.async_read_some(asio::buffer(buffer), kTuple);
    if (error) break;
    skipped += count;
  }
}

}  // namespace dssearch::server
