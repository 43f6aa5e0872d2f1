// HTTP itself: requests that are wrong, long, slow or come together, and the headers of answers.

#include "searcher/server/http_server.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using testing::CodeOf;
using testing::Reply;
using testing::TestServer;
using HttpServer = testing::ServerTest;

TEST_F(HttpServer, SurvivesWhatIsNoHttp) {
  const std::string close = "\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(CodeOf(testing::Send(server.port(), "GET /api/search?q=" + std::string(1 << 16, 'a') +
                                                    " HTTP/1.1" + close)),
            "414 too_long: the address is too long");
  EXPECT_EQ(CodeOf(testing::Send(server.port(), "GET /api/search?q=" + std::string(1 << 20, 'a') +
                                                    " HTTP/1.1" + close)),
            "431 too_long: the request is too long");
  std::string headers;
  for (int i = 0; i < 100'000; ++i) headers += "a: b\r\n";
  EXPECT_EQ(CodeOf(testing::Send(server.port(), "GET / HTTP/1.1\r\n" + headers + close)),
            "431 too_long: the request is too long");
  EXPECT_EQ(testing::Send(server.port(), "hello\r\n\r\n").status, 400);
  EXPECT_EQ(testing::Send(server.port(), "GET / HTTP/9.9" + close).status, 400);
  EXPECT_EQ(testing::Send(server.port(), "BREW / HTTP/1.1" + close).status, 400);
  EXPECT_EQ(testing::Send(server.port(), std::string("\0\0\0\0\r\n\r\n", 8)).status, 400);
  EXPECT_EQ(CodeOf(testing::Send(server.port(), "DELETE /api/papers/1 HTTP/1.1" + close)),
            "405 method_not_allowed: this address does not take DELETE");
  EXPECT_EQ(testing::Send(server.port(), "DELETE /" + std::string(2000, 'a') + " HTTP/1.1" + close)
                .status,
            404);
  EXPECT_EQ(CodeOf(testing::Send(server.port(),
                                 "DELETE /" + std::string(8000, 'a') + " HTTP/1.1" + close)),
            "414 too_long: the address is too long");
  EXPECT_EQ(server.Get("/" + std::string(8000, 'a')).status, 414);
  EXPECT_EQ(server.Get("/healthz", "X: " + std::string(9000, 'a') + "\r\n").status, 400);
  EXPECT_EQ(server.Get("/healthz").status, 200);
}

TEST_F(HttpServer, AnswersWholeWhateverTheRange) {
  const Reply whole = server.Get("/api/stats");
  EXPECT_EQ(whole.headers.at("accept-ranges"), "none");
  for (const char* range : {"bytes=0-3", "bytes=-1", "bytes=999999-", "bytes=0-1,3-4,6-",
                            "bytes=0-99999999", "bytes=a-b", "bytes=5-2", "lines=1-2"}) {
    const Reply reply = server.Get("/api/stats", "Range: " + std::string(range) + "\r\n");
    EXPECT_EQ(reply.status, 200) << range;
    EXPECT_EQ(reply.body, whole.body) << range;
    EXPECT_FALSE(reply.headers.contains("content-range")) << range;
  }
  EXPECT_EQ(CodeOf(testing::Send(server.port(),
                                 "POST /api/search HTTP/1.1\r\nRange: x\r\n"
                                 "Content-Length: 2\r\n\r\n{}")),
            "416 bad_range: there is no such range");
}

TEST_F(HttpServer, AnswersRequestsThatComeTogether) {
  const std::string first = "GET /api/papers/2402.03300 HTTP/1.1\r\n\r\n";
  const std::string second =
      "POST /api/search HTTP/1.1\r\nContent-Type: application/json\r\n"
      "Content-Length: 12\r\n\r\n{\"q\":\"GRPO\"}";
  const std::string last = "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n";
  const std::string replies = testing::SendAll(server.port(), first + second + first + last);
  std::vector<std::size_t> places;
  std::size_t at = 0;
  for (const char* part : {"\"summaryEn\"", "\"query\": \"GRPO\"", "\"summaryEn\"", "\"papers\""})
    places.push_back(at = replies.find(part, at + 1));
  EXPECT_NE(at, std::string::npos) << ::testing::PrintToString(places) << replies;
}

TEST_F(HttpServer, AnswersAClientThatHasEndedItsSide) {
  EXPECT_EQ(testing::SendAndEnd(server.port(), "GET /healthz HTTP/1.1\r\n\r\n").substr(0, 12),
            "HTTP/1.1 200");
}

TEST_F(HttpServer, TakesAddressesInFull) {
  for (const char* host : {"http://example.org", "https://example.org:8080"}) {
    const auto get = [&](const char* target) { return server.Get(host + std::string(target)); };
    EXPECT_EQ(get("/api/suggest?q=deep").body, server.Get("/api/suggest?q=deep").body) << host;
    EXPECT_EQ(get("").headers.at("content-type"), "text/html; charset=utf-8") << host;
    EXPECT_EQ(CodeOf(get("/nowhere")), "404 not_found: there is nothing at this address") << host;
  }
}

TEST_F(HttpServer, TakesNoBodyForTheNextRequest) {
  const std::string inner = "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n";
  const std::string length = "Content-Length: " + std::to_string(inner.size()) + "\r\n";
  struct Row {
    std::string head;
    std::string statuses;
  };
  const Row kRows[] = {
      {"GET /healthz HTTP/1.1\r\n", "200 200 "},  // Two requests.
      {"HEAD /healthz HTTP/1.1\r\n", "200 200 "},
      {"GET /healthz HTTP/1.1\r\nContent-Length: 0\r\n", "200 200 "},
      {"POST /api/search HTTP/1.1\r\n", "200 200 "},
      {"DELETE /healthz HTTP/1.1\r\n", "405 200 "},
      {"BREW /healthz HTTP/1.1\r\n", "400 "},
      {"GET /healthz HTTP/1.1\r\nX: " + std::string(9000, 'a') + "\r\n", "400 "},
      {"GET /healthz HTTP/1.1\r\n" + length, "400 "},
      {"GET /healthz HTTP/1.1\r\nConnection: keep-alive\r\n" + length, "400 "},
      {"GET /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", "400 "},
      {"GET /healthz HTTP/1.1\r\nContent-Length: +1\r\n", "400 "},
      {"GET /healthz HTTP/1.1\r\nRange: x\r\n" + length, "400 "},
      {"GET /" + std::string(3000, 'a') + " HTTP/1.1\r\n" + length, "414 "},
      {"HEAD /healthz HTTP/1.1\r\n" + length, "400 "},
      {"HEAD /healthz HTTP/1.1\r\nRange: x\r\n" + length, "400 "},
      {"OPTIONS / HTTP/1.1\r\n" + length, "400 "},
      {"DELETE /healthz HTTP/1.1\r\n" + length, "405 "},
      {"POST /api/search HTTP/1.1\r\nContent-Length: 0\r\n" + length, "400 "},
      {"POST /api/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + length, "400 "},
      {"POST /api/search HTTP/1.1\r\nContent-Encoding: gzip\r\n" + length, "415 "},
      {"POST /api/search HTTP/1.1\r\nContent-Length\x0b: 5\r\n", "400 "},
      {"POST /api/search HTTP/1.1\r\nContent-Length: 5\n", "400 "},
      {"GET /healthz HTTP/1.1\n", "400 "},
      {"POST /api/search HTTP/1.1\r\nConnection: Keep-Alive, Close\r\n", "200 "},
      {"POST /api/search HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n", "400 "},
      {"GET /healthz HTTP/1.1\r\nContent-Length : 5\r\n", "400 "},
      {"POST /api/stats HTTP/1.1\r\n" + length, "405 "},
  };
  for (const Row& row : kRows) {
    const std::string replies = testing::SendAll(server.port(), row.head + "\r\n" + inner);
    std::string statuses;
    for (std::size_t at = 0; (at = replies.find("HTTP/1.1 ", at)) != std::string::npos; at += 9)
      statuses += replies.substr(at + 9, 4);
    EXPECT_EQ(statuses, row.statuses) << row.head;
  }
}

// httplib would read them without end.
TEST_F(HttpServer, TakesNoChunks) {
  EXPECT_EQ(CodeOf(testing::Send(server.port(),
                                 "POST /api/search HTTP/1.1\r\nContent-Type: application/json\r\n"
                                 "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")),
            "400 bad_request: it is unclear where the body ends");
}

TEST_F(HttpServer, DoesNotWaitForABodyThatNobodyAnnounced) {
  const auto start = std::chrono::steady_clock::now();
  for (const char* method : {"PUT", "PATCH", "DELETE", "TRACE"}) {
    const Reply reply =
        testing::Send(server.port(), std::string(method) + " /api/search HTTP/1.1\r\n\r\n");
    EXPECT_EQ(CodeOf(reply),
              "405 method_not_allowed: this address does not take " + std::string(method));
    EXPECT_EQ(reply.headers.at("allow"), "GET, HEAD, POST");
  }
  EXPECT_EQ(testing::Send(server.port(), "POST /api/search HTTP/1.1\r\n\r\n").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4));
}

TEST_F(HttpServer, AnswersWhatHasBegunWhenItStops) {
  std::atomic<bool> begun = false;
  std::atomic<bool> stopped = false;
  server::HttpServer slow(
      {},
      [&](const server::HttpRequest&) {
        begun = true;
        while (!stopped) std::this_thread::yield();
        return server::HttpResponse{.body = "all of it"};
      },
      [](const server::Exchange&) {});
  std::thread running([&] { slow.Run(); });
  Reply reply;
  std::thread client([&] { reply = testing::Send(slow.port(), "GET / HTTP/1.1\r\n\r\n"); });
  while (!begun) std::this_thread::yield();
  slow.Stop();
  stopped = true;
  client.join();
  running.join();
  EXPECT_EQ(reply.body, "all of it");
}

TEST_F(HttpServer, StopsWhenToldBeforeItBegins) {
  server::HttpServer http({}, {}, {});
  auto stopping = std::async(std::launch::async, [&] { http.Stop(); });
  stopping.wait_for(std::chrono::milliseconds(50));
  auto running = std::async(std::launch::async, [&] { http.Run(); });
  const auto ended = running.wait_for(std::chrono::seconds(5));
  EXPECT_EQ(ended, std::future_status::ready);
  if (ended != std::future_status::ready) http.Stop();
}

std::string Refused(const server::HttpServer::Settings& settings) {
  try {
    const server::HttpServer http(settings, {}, {});
  } catch (const Error& e) {
    return std::string(e.what()) + " (" + e.hint() + ")";
  }
  return "it listens";
}

TEST_F(HttpServer, SaysWhyItCannotListen) {
  const std::string port = std::to_string(server.port());
  EXPECT_EQ(Refused({.port = server.port()}),
            "cannot listen on 127.0.0.1:" + port +
                " (another program may have the port: name another one with --port)");
  EXPECT_EQ(Refused({.host = "203.0.113.1", .port = 8080}),
            "cannot listen on 203.0.113.1:8080 "
            "(this machine has no such address: name one of its own with --host)");
  EXPECT_EQ(Refused({.host = "2001:db8::1", .port = 8080}),
            "cannot listen on [2001:db8::1]:8080 "
            "(this machine has no such address: name one of its own with --host)");
}

TEST_F(HttpServer, HeadHasTheHeadersAlone) {
  const Reply reply =
      testing::Send(server.port(), "HEAD /api/stats HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(reply.headers.at("content-length"),
            std::to_string(server.Get("/api/stats").body.size()));
}

TEST_F(HttpServer, SendsHeadersOfSecurity) {
  for (const char* target : {"/", "/api/stats", "/none", "/?since=soon"}) {
    const Reply reply = server.Get(target);
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff") << target;
    EXPECT_EQ(reply.headers.at("x-frame-options"), "DENY") << target;
    EXPECT_NE(reply.headers.at("content-security-policy").find("script-src 'self';"),
              std::string::npos);
    EXPECT_FALSE(reply.headers.contains("access-control-allow-origin")) << target;
  }
  const TestServer open(searcher, {}, "https://example.org");
  EXPECT_EQ(open.Get("/api/stats").headers.at("access-control-allow-origin"),
            "https://example.org");
}

TEST_F(HttpServer, Compresses) {
  const std::string plain = server.Get("/openapi.json").body;
  const Reply reply = server.Get("/openapi.json", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(reply.headers.at("content-encoding"), "gzip");
  EXPECT_LT(reply.body.size(), plain.size() / 2);
  std::string unpacked(plain.size() + 1, '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string packed = reply.body;
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
  stream.avail_out = static_cast<uInt>(unpacked.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  unpacked.resize(stream.total_out);
  inflateEnd(&stream);
  EXPECT_EQ(unpacked, plain);
  EXPECT_FALSE(server.Get("/openapi.json", "Accept-Encoding: gzip;q=0\r\n")
                   .headers.contains("content-encoding"));
}

}  // namespace
}  // namespace dssearch
