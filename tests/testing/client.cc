#include "tests/testing/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace dssearch::testing {
namespace {

server::HttpServer::Settings SettingsWith(const std::string& allow_origin) {
  server::HttpServer::Settings settings;
  settings.allow_origin = allow_origin;
  return settings;
}

// Whether a reply is there with as many bytes of its body as its Content-Length says.
bool IsWhole(const std::string& received) {
  const auto end = received.find("\r\n\r\n");
  const auto length = received.find("Content-Length: ");
  return end != std::string::npos && length < end &&
         received.size() - end - 4 >= std::stoul(received.substr(length + 16));
}

// Sends bytes, shuts down the client's side if `end`, and returns what the server sends until
// `enough` is true of it or the server closes the connection.
std::string Talk(int port, const std::string& bytes, bool (*enough)(const std::string&),
                 bool end = false) {
  const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string received;
  if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    for (std::size_t sent = 0; sent < bytes.size();) {
      const ssize_t n = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) break;
      sent += static_cast<std::size_t>(n);
    }
    if (end) ::shutdown(connection, SHUT_WR);
    std::array<char, 4096> buffer{};
    for (ssize_t n;
         !enough(received) && (n = ::recv(connection, buffer.data(), buffer.size(), 0)) > 0;)
      received.append(buffer.data(), static_cast<std::size_t>(n));
  }
  ::close(connection);
  return received;
}

}  // namespace

std::string SendAll(int port, const std::string& bytes) {
  return Talk(port, bytes, [](const std::string&) { return false; });
}

std::string SendAndEnd(int port, const std::string& bytes) {
  return Talk(
      port, bytes, [](const std::string&) { return false; }, true);
}

Reply Send(int port, const std::string& bytes) {
  const std::string received = Talk(port, bytes, IsWhole);
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
  return reply;
}

TestServer::TestServer(const Searcher& searcher, const server::Routes::Settings& settings,
                       const std::string& allow_origin)
    : routes_(searcher, settings),
      http_(
          SettingsWith(allow_origin),
          [this](const server::HttpRequest& request) { return routes_.Answer(request); },
          [this](const server::Exchange& exchange) { routes_.metrics().Add(exchange); }),
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
