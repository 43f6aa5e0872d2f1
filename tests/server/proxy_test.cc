// A server behind a proxy: below a path, by a Unix socket, and for whom the proxy asks.

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using testing::CodeOf;
using testing::Reply;
using testing::TestServer;
using Proxied = testing::ServerTest;

TEST_F(Proxied, ServesBelowAPath) {
  const TestServer below(searcher, {}, {}, {.base = "/lib/papers"});
  EXPECT_EQ(below.Get("/lib/papers/healthz").status, 200);
  EXPECT_EQ(below.Get("/lib/papers").status, 200);
  for (const char* target : {"/", "/healthz", "/lib", "/lib/papersx", "/lib/papersx/healthz"})
    EXPECT_EQ(below.Get(target).status, 404) << target;
  for (const char* target : {"/lib/papers/?q=GRPO&ui=en", "/lib/papers/papers/2402.03300",
                             "/lib/papers/?since=soon", "/lib/papers/nowhere"}) {
    const std::string page = below.Get(target, "Accept: text/html\r\n").body;
    for (const char* link : {"href=\"/", "action=\"/", "src=\"/"})
      for (std::size_t at = 0; (at = page.find(link, at)) != std::string::npos; ++at)
        EXPECT_EQ(page.substr(at, 40).find("=\"/lib/papers/"), page.substr(at, 40).find("=\"/"))
            << target << ": " << page.substr(at, 60);
    EXPECT_NE(page.find("data-base=\"/lib/papers\""), std::string::npos);
  }
  const std::string feed = below.Get("/lib/papers/feed.atom?q=GRPO").body;
  EXPECT_NE(feed.find("http://test:1/lib/papers/papers/2402.03300"), std::string::npos) << feed;
}

TEST_F(Proxied, BelievesItsProxiesAlone) {
  const std::string forwarded =
      "X-Forwarded-For: 10.0.0.1, 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"
      "X-Forwarded-Host: library.example\r\n";
  const auto feed = [&](const TestServer& asked, const std::string& headers) {
    const std::string body = asked.Get("/feed.atom?q=GRPO", headers).body;
    const std::size_t id = body.find("<id>") + 4;
    return body.substr(id, body.find("/feed.atom", id) - id);
  };
  EXPECT_EQ(feed(server, forwarded), "http://test:1");
  const TestServer trusting(searcher, {}, {.proxies = {"127.0.0.1"}});
  EXPECT_EQ(feed(trusting, forwarded), "https://library.example");
  EXPECT_EQ(feed(trusting, ""), "http://test:1");
  EXPECT_EQ(feed(trusting, "X-Forwarded-Host: <script>\r\n"), "http://test:1");
  // A proxy may add a line of its own to those of a client, and passes on what is behind a body.
  EXPECT_EQ(feed(trusting, "X-Forwarded-Host: evil.example\r\nX-Forwarded-Host: a.example\r\n"),
            "http://a.example");
}

TEST_F(Proxied, TellsWhoAskedTheProxy) {
  std::mutex mutex;
  std::vector<std::string> remotes;
  server::WorkQueue queue({});
  server::HttpServer http(
      {.proxies = {"127.0.0.1"}},
      {.answer = [](const server::HttpRequest&) { return server::HttpResponse(); },
       .refuse = {},
       .is_quick = [](const server::HttpRequest&) { return true; },
       .observe =
           [&](const server::Exchange& exchange) {
             const std::lock_guard lock(mutex);
             remotes.push_back(exchange.remote);
           }},
      queue);
  std::thread running([&] { http.Run(); });
  testing::SendAll(http.port(), "GET / HTTP/1.0\r\nX-Forwarded-For: 1.2.3.4, 203.0.113.7\r\n\r\n");
  testing::SendAll(http.port(), "GET / HTTP/1.0\r\nX-Forwarded-For: unknown\r\n\r\n");
  // What stands behind a body may be the client's.
  testing::SendAll(http.port(),
                   "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked"
                   "\r\n\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n");
  http.Stop();
  running.join();
  EXPECT_EQ(remotes, (std::vector<std::string>{"203.0.113.7", "127.0.0.1", "127.0.0.1"}));
}

std::string AskBySocket(const std::string& path) {
  const int connection = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  std::string received;
  if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = "GET /healthz HTTP/1.0\r\n\r\n";
    EXPECT_EQ(::send(connection, request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
    char buffer[4096];
    for (ssize_t n; (n = ::recv(connection, buffer, sizeof buffer, 0)) > 0;)
      received.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(connection);
  return received.substr(0, 12);
}

TEST_F(Proxied, ListensOnAUnixSocket) {
  const testing::TemporaryFolder folder;
  const std::string path = folder / "dsserve.sock";
  const auto serve = [&](const auto& meanwhile) {
    server::WorkQueue queue({});
    server::Routes routes(searcher, queue, {});
    server::HttpServer http(
        {.socket = path},
        {.answer = [&](const server::HttpRequest& request) { return routes.Answer(request); },
         .refuse = [&](const server::HttpRequest& request) { return routes.Refuse(request); },
         .is_quick = [&](const server::HttpRequest& request) { return routes.IsQuick(request); },
         .observe = [](const server::Exchange&) {}},
        queue);
    std::thread running([&] { http.Run(); });
    meanwhile();
    http.Stop();
    running.join();
  };
  serve([&] {
    EXPECT_EQ(AskBySocket(path), "HTTP/1.0 200");
    server::WorkQueue queue({});
    try {
      const server::HttpServer second({.socket = path}, {}, queue);
      ADD_FAILURE() << "two servers listen at one path";
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()),
                "cannot listen on unix:" + path + ": Address already in use");
    }
    EXPECT_EQ(AskBySocket(path), "HTTP/1.0 200");
  });
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
  // What is no socket stays, and so does that of the next server.
  std::ofstream(path) << "precious";
  server::WorkQueue queue({});
  EXPECT_THROW(server::HttpServer({.socket = path}, {}, queue), Error);
  EXPECT_THROW(server::HttpServer({.socket = std::string(200, 'a')}, {}, queue), Error);
  std::string content;
  std::ifstream(path) >> content;
  EXPECT_EQ(content, "precious");
  ::unlink(path.c_str());
  {
    auto first = std::make_unique<server::HttpServer>(server::HttpServer::Settings{.socket = path},
                                                      server::HttpServer::Callbacks{}, queue);
    ::unlink(path.c_str());
    const server::HttpServer second({.socket = path}, {}, queue);
    first.reset();
    EXPECT_EQ(::access(path.c_str(), F_OK), 0);
  }
  // A server that was killed leaves its socket.
  const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(left, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ::close(left);
  serve([&] { EXPECT_EQ(AskBySocket(path), "HTTP/1.0 200"); });
}

}  // namespace
}  // namespace dssearch
