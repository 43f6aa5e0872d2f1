#include "tests/testing/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

namespace dssearch::testing {
namespace {

constexpr std::size_t kReadBytes = 16'384;

// The size of the reply at the beginning of what was received, as its head says; npos where it is
// not whole.
std::size_t SizeOfReply(const std::string& received) {
  const auto end = received.find("\r\n\r\n");
  if (end == std::string::npos) return end;
  const auto length = received.find("Content-Length: ");
  std::size_t size = end + 4;
  if (received.find("Transfer-Encoding: chunked") < end) {
    const auto last = received.find("\r\n0\r\n\r\n", end);
    return last == std::string::npos ? last : last + 7;
  }
  if (length >= end) return received.starts_with("HTTP/1.1 ") ? size : std::string::npos;
  size += std::stoul(received.substr(length + 16));
  return size <= received.size() ? size : std::string::npos;
}

// A body without the lines of its chunks.
std::string WithoutChunks(const std::string& chunks) {
  std::string body;
  for (std::size_t at = 0;;) {
    if (at >= chunks.size()) return body;
    const std::size_t size = std::stoul(chunks.substr(at), nullptr, 16);
    if (size == 0) return body;
    const std::size_t begin = chunks.find("\r\n", at) + 2;
    body += chunks.substr(begin, size);
    at = begin + size + 2;
  }
}

Reply ToReply(const std::string& received, bool is_whole) {
  Reply reply;
  const auto end = received.find("\r\n\r\n");
  if (end == std::string::npos) return reply;
  reply.body = received.substr(end + 4);
  std::istringstream head(received.substr(0, end));
  std::string line;
  std::getline(head, line);
  std::istringstream(line.substr(std::min(line.find(' '), line.size()))) >> reply.status;
  while (std::getline(head, line)) {
    if (line.ends_with('\r')) line.pop_back();
    const auto colon = line.find(": ");
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (colon != std::string::npos) reply.headers[name] = line.substr(colon + 2);
  }
  if (reply.headers.contains("transfer-encoding") && is_whole)
    reply.body = WithoutChunks(reply.body);
  return reply;
}

}  // namespace

Client::Client(int port, const Options& options) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  if (options.buffer > 0)
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &options.buffer, sizeof options.buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (::inet_pton(AF_INET, options.from.c_str(), &address.sin_addr) == 1)
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

Client::Client(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

Client& Client::operator=(Client&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(received_, other.received_);
  return *this;
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

bool Client::Send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void Client::End() const { ::shutdown(socket_, SHUT_WR); }

std::string Client::Receive(std::size_t size, std::chrono::milliseconds time) const {
  pollfd readable{.fd = socket_, .events = POLLIN, .revents = 0};
  if (::poll(&readable, 1, static_cast<int>(time.count())) != 1) return {};
  std::string bytes(size, '\0');
  bytes.resize(static_cast<std::size_t>(
      std::max<ssize_t>(::recv(socket_, bytes.data(), bytes.size(), 0), 0)));
  return bytes;
}

std::string Client::ReceiveAll() const {
  std::string all;
  for (std::string bytes; !(bytes = Receive(kReadBytes)).empty();) all += bytes;
  return all;
}

Reply Client::ReceiveReply() {
  std::size_t size = 0;
  while ((size = SizeOfReply(received_)) == std::string::npos) {
    const std::string bytes = Receive(kReadBytes);
    if (bytes.empty()) break;
    received_ += bytes;
  }
  const bool is_whole = size != std::string::npos;
  const Reply reply = ToReply(received_.substr(0, size), is_whole);
  received_.erase(0, size);
  return reply;
}

bool Client::IsClosed(std::chrono::milliseconds time) const {
  const auto end = std::chrono::steady_clock::now() + time;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd readable{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&readable, 1, std::max(static_cast<int>(left.count()), 0)) != 1) return false;
    std::array<char, kReadBytes> buffer{};
    if (::recv(socket_, buffer.data(), buffer.size(), 0) <= 0) return true;
  }
}

std::string SendAll(int port, const std::string& bytes) {
  const Client client(port);
  client.Send(bytes);
  return client.ReceiveAll();
}

std::string SendAndEnd(int port, const std::string& bytes) {
  const Client client(port);
  client.Send(bytes);
  client.End();
  return client.ReceiveAll();
}

Reply Send(int port, const std::string& bytes) {
  Client client(port);
  client.Send(bytes);
  return client.ReceiveReply();
}

TestServer::TestServer(const Searcher& searcher, const server::WorkQueue::Limits& limits,
                       const server::HttpServer::Settings& settings,
                       const server::Routes::Settings& routes)
    : queue_(limits),
      routes_(searcher, queue_, routes),
      http_(
          settings,
          {.answer = [this](const server::HttpRequest& request) { return routes_.Answer(request); },
           .refuse = [this](const server::HttpRequest& request) { return routes_.Refuse(request); },
           .is_quick =
               [this](const server::HttpRequest& request) { return routes_.IsQuick(request); },
           .observe = [this](const server::Exchange& e) { routes_.metrics().Add(e); }},
          queue_),
      thread_([this] { http_.Run(); }) {
  while (Get("/healthz").status == 0) std::this_thread::yield();
}

TestServer::~TestServer() {
  http_.Stop();
  thread_.join();
}

Reply TestServer::Get(const std::string& target, const std::string& headers) const {
  return Send(port(), "GET " + target + " HTTP/1.1\r\nHost: test:1\r\nConnection: close\r\n" +
                          headers + "\r\n");
}

Reply TestServer::Post(const std::string& target, const std::string& type,
                       const std::string& body) const {
  return Send(port(),
              "POST " + target +
                  " HTTP/1.1\r\nHost: test:1\r\nConnection: close\r\nContent-Type: " + type +
                  "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

}  // namespace dssearch::testing
