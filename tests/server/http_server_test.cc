// HTTP itself: requests that are wrong, long, slow or come together, and the headers of answers.

#include "searcher/server/http_server.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <chrono>
#include <functional>
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

server::HttpServer::Callbacks CallbacksOf(
    std::function<server::HttpResponse(const server::HttpRequest&)> answer) {
  return {.answer = answer,
          .refuse = answer,
          .is_quick = [](const server::HttpRequest&) { return false; },
          .observe = [](const server::Exchange&) {}};
}

TEST_F(HttpServer, SurvivesWhatIsNoHttp) {
  const std::string close = "\r\nHost: a\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(CodeOf(testing::Send(server.port(), "GET /api/search?q=" + std::string(1 << 16, 'a') +
                                                    " HTTP/1.1" + close)),
            "414 too_long: the address is too long");
  EXPECT_EQ(CodeOf(testing::Send(server.port(), "GET /api/search?q=" + std::string(1 << 20, 'a') +
                                                    " HTTP/1.1" + close)),
            "414 too_long: the address is too long");
  std::string headers;
  for (int i = 0; i < 100'000; ++i) headers += "a: b\r\n";
  EXPECT_EQ(CodeOf(testing::Send(server.port(), "GET / HTTP/1.1\r\n" + headers + close)),
            "431 too_long: the head of the request is too long");
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
  EXPECT_EQ(server.Get("/healthz", "X: " + std::string(9000, 'a') + "\r\n").status, 431);
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
  EXPECT_EQ(testing::Send(server.port(),
                          "POST /api/search HTTP/1.1\r\nHost: a\r\nRange: x\r\n"
                          "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                .status,
            200);
}

TEST_F(HttpServer, AnswersRequestsThatComeTogether) {
  const std::string first = "GET /api/papers/2402.03300 HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string second =
      "POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 12\r\n\r\n{\"q\":\"GRPO\"}";
  const std::string last = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  const std::string replies = testing::SendAll(server.port(), first + second + first + last);
  std::vector<std::size_t> places;
  std::size_t at = 0;
  for (const char* part : {"\"summaryEn\"", "\"query\": \"GRPO\"", "\"summaryEn\"", "\"papers\""})
    places.push_back(at = replies.find(part, at + 1));
  EXPECT_NE(at, std::string::npos) << ::testing::PrintToString(places) << replies;
}

TEST_F(HttpServer, AnswersAClientThatHasEndedItsSide) {
  EXPECT_EQ(
      testing::SendAndEnd(server.port(), "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").substr(0, 12),
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
  const std::string inner = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
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
      {"GET /healthz HTTP/1.1\r\nX: " + std::string(9000, 'a') + "\r\n", "431 "},
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
    std::string head = row.head;
    head.insert(head.find('\n') + 1, "Host: a\r\n");
    const std::string replies = testing::SendAndEnd(server.port(), head + "\r\n" + inner);
    std::string statuses;
    for (std::size_t at = 0; (at = replies.find("HTTP/1.1 ", at)) != std::string::npos; at += 9)
      statuses += replies.substr(at + 9, 4);
    EXPECT_EQ(statuses, row.statuses) << row.head;
  }
}

TEST_F(HttpServer, ReadsBodiesInChunks) {
  const auto post = [&](const std::string& chunks) {
    return testing::Send(
        server.port(),
        "POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" +
            chunks);
  };
  EXPECT_NE(
      post("6\r\n{\"q\":\"\r\n6;x=y\r\nGRPO\"}\r\n0\r\n\r\n").body.find("\"query\": \"GRPO\""),
      std::string::npos);
  EXPECT_EQ(CodeOf(post("11000\r\n" + std::string(0x11000, ' ') + "\r\n0\r\n\r\n")),
            "413 too_large: the body is too long");
  const std::string kEndless[] = {"-1\r\n{}\r\n0\r\n\r\n", "1;" + std::string(1 << 20, 'x'),
                                  std::string(1 << 20, '0'),
                                  "0\r\nX: " + std::string(1 << 20, 'y')};
  for (const std::string& endless : kEndless)
    EXPECT_EQ(CodeOf(post(endless)), "400 bad_request: the request is not HTTP as it should be");
}

// What one server takes for a body and the next one for a request.
TEST_F(HttpServer, TakesNoHeadThatServersReadInDifferentWays) {
  struct Row {
    std::string head;
    std::string answer;
  };
  const std::string not_http = "400 bad_request: the request is not HTTP as it should be";
  const std::string unclear = "400 bad_request: it is unclear where the body ends";
  const std::string no_host = "400 bad_request: the request does not name its host";
  const std::string post = "POST /api/search HTTP/1.1\r\nHost: a\r\n";
  const Row kRows[] = {
      {post + "Content-Length:\r\n 2\r\n", not_http},
      {post + "X: a\r\n\tb\r\nContent-Length: 2\r\n", not_http},
      {post + "Content-Length:\r\n", unclear},
      {post + "Content-Length 2\r\n", not_http},
      {post + "Content-Length : 2\r\n", not_http},
      {post + "Content%2DLength: 2\r\n", "200 no error"},  // Some header.
      {post + "Content-Length: 0x2\r\n", unclear},
      {post + "Content-Length: 2, 2\r\n", unclear},
      {post + "Content-Length: 2\r\nContent-Length: 2\r\n", unclear},
      {post + "Content-Length: 2\r\nContent-Length: 3\r\n", unclear},
      {post + "Content-Length: 99999999999999999999\r\n", unclear},
      {post + "X: a" + std::string(1, '\0') + "\r\n", not_http},
      {post + "X: a\rb\r\n", not_http},
      {post + "X: a\nb: c\r\n", not_http},
      {post + "Transfer-Encoding: identity\r\n", unclear},
      {post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", unclear},
      {post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", unclear},
      {post + "Transfer-Encoding: chunked, identity\r\n", unclear},
      {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", unclear},
      {"GET /healthz HTTP/1.1\r\n", no_host},
      {"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n", no_host},
      {"GET /healthz HTTP/1.1\r\nHost: a b\r\n", no_host},
      {"GET /healthz HTTP/1.1\r\nHost: a/b\r\n", no_host},
      {"GET /healthz HTTP/1.1\r\nHost: b@a\r\n", no_host},
      {"GET /healthz HTTP/1.1\r\nHost: [::1]:8080\r\n", "200 no error"},
      {"GET /healthz HTTP/1.0\r\n", "200 no error"},
      {"GET http://other.example/healthz HTTP/1.1\r\nHost: a\r\n", "200 no error"},
      {"GET healthz HTTP/1.1\r\nHost: a\r\n", not_http},
      {"GET  /healthz HTTP/1.1\r\nHost: a\r\n", not_http},
      {"GET /health z HTTP/1.1\r\nHost: a\r\n", not_http},
      {"GET /healthz\r\n", not_http},
      {"GET / HTTP/2.0\r\nHost: a\r\n", not_http},
      {"GET / HTTP/1.1\r\nHost: a\r\nCookie: " + std::string(65'536, 'a') + "\r\n",
       "431 too_long: the head of the request is too long"},
  };
  for (const Row& row : kRows) {
    const Reply reply = testing::Send(server.port(), row.head + "Connection: close\r\n\r\n{}");
    EXPECT_EQ(CodeOf(reply), row.answer) << row.head;
  }
}

TEST_F(HttpServer, KeepsConnectionsAsTheirVersionSays) {
  const auto statuses = [&](const std::string& version, const std::string& connection) {
    const std::string get = "GET /healthz HTTP/" + version + "\r\nHost: a\r\n";
    const std::string replies = testing::SendAll(
        server.port(), get + connection + "\r\n" + get + "Connection: close\r\n\r\n");
    std::size_t count = 0;
    for (std::size_t at = 0; (at = replies.find("HTTP/1.", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  EXPECT_EQ(statuses("1.0", ""), 1U);
  EXPECT_EQ(statuses("1.0", "Connection: keep-alive\r\n"), 2U);
  EXPECT_EQ(statuses("1.1", ""), 2U);
  EXPECT_EQ(statuses("1.1", "Connection: x, CLOSE\r\n"), 1U);
}

TEST_F(HttpServer, SaysWhenItWaitsForABody) {
  const std::string head =
      "POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nConnection: close\r\nContent-Length: ";
  EXPECT_TRUE(testing::SendAll(server.port(), head + "2\r\n\r\n{}")
                  .starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"));
  EXPECT_TRUE(testing::SendAll(server.port(), head + "99999\r\n\r\n").starts_with("HTTP/1.1 413"));
  // HTTP/1.0 has no answer in between.
  std::string old = head + "2\r\n\r\n{}";
  old.replace(old.find("HTTP/1.1"), 8, "HTTP/1.0");
  EXPECT_TRUE(testing::SendAll(server.port(), old).starts_with("HTTP/1.0 200"));
}

TEST_F(HttpServer, SkipsEmptyLinesBeforeARequest) {
  EXPECT_EQ(testing::Send(server.port(), "\r\n\nGET /healthz HTTP/1.0\r\n\r\n").status, 200);
}

TEST_F(HttpServer, WaitsNoLongerThanItMay) {
  using std::chrono::milliseconds;
  const TestServer hasty(searcher, {},
                         {.limits = {.idle = milliseconds(50),
                                     .request = milliseconds(100),
                                     .pause = milliseconds(100),
                                     .skip = milliseconds(10)}});
  EXPECT_EQ(testing::SendAll(hasty.port(), ""), "");
  EXPECT_EQ(CodeOf(testing::Send(hasty.port(), "GET /healthz HTT")),
            "408 too_slow: the request takes too long");
  EXPECT_EQ(
      CodeOf(testing::Send(hasty.port(),
                           "POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{")),
      "408 too_slow: the request takes too long");
}

TEST_F(HttpServer, TakesAddressesAsPeopleTypeThem) {
  const std::string escaped = server.Get("/api/suggest?q=%E5%BC%BA%E5%8C%96").body;
  EXPECT_EQ(server.Get("/api/suggest?q=强化").body, escaped);
  EXPECT_EQ(CodeOf(server.Get("/api/suggest?q=100%|{}^`\"<>\\")), "200 no error");
  EXPECT_EQ(CodeOf(server.Get("/api/suggest?q=a&&=b&limit=1")), "200 no error");
}

TEST_F(HttpServer, DoesNotWaitForABodyThatNobodyAnnounced) {
  const auto start = std::chrono::steady_clock::now();
  for (const char* method : {"PUT", "PATCH", "DELETE", "TRACE"}) {
    const Reply reply = testing::Send(
        server.port(), std::string(method) + " /api/search HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(CodeOf(reply),
              "405 method_not_allowed: this address does not take " + std::string(method));
    EXPECT_EQ(reply.headers.at("allow"), "GET, HEAD, POST");
  }
  EXPECT_EQ(testing::Send(server.port(), "POST /api/search HTTP/1.1\r\nHost: a\r\n\r\n").status,
            200);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4));
}

TEST_F(HttpServer, AnswersWhatHasBegunWhenItStops) {
  std::atomic<bool> begun = false;
  std::atomic<bool> stopped = false;
  server::WorkQueue queue({.threads = 1});
  server::HttpServer slow({}, CallbacksOf([&](const server::HttpRequest&) {
                            begun = true;
                            while (!stopped) std::this_thread::yield();
                            return server::HttpResponse{.body = "all of it"};
                          }),
                          queue);
  std::thread running([&] { slow.Run(); });
  Reply reply;
  std::thread client(
      [&] { reply = testing::Send(slow.port(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); });
  while (!begun) std::this_thread::yield();
  slow.Stop();
  stopped = true;
  client.join();
  running.join();
  EXPECT_EQ(reply.body, "all of it");
}

TEST_F(HttpServer, StopsWhenToldBeforeItBegins) {
  server::WorkQueue queue({});
  server::HttpServer http({}, {}, queue);
  auto stopping = std::async(std::launch::async, [&] { http.Stop(); });
  stopping.wait_for(std::chrono::milliseconds(50));
  auto running = std::async(std::launch::async, [&] { http.Run(); });
  const auto ended = running.wait_for(std::chrono::seconds(5));
  EXPECT_EQ(ended, std::future_status::ready);
  if (ended != std::future_status::ready) http.Stop();
}

std::string Refused(const server::HttpServer::Settings& settings) {
  try {
    server::WorkQueue queue({});
    const server::HttpServer http(settings, {}, queue);
  } catch (const Error& e) {
    return std::string(e.what()) + " (" + e.hint() + ")";
  }
  return "it listens";
}

TEST_F(HttpServer, SaysWhyItCannotListen) {
  const std::string port = std::to_string(server.port());
  EXPECT_EQ(Refused({.port = server.port()}), "cannot listen on 127.0.0.1:" + port +
                                                  ": Address already in use (another program may "
                                                  "have the port: name another one with --port)");
  EXPECT_EQ(
      Refused({.proxies = {"localhost"}}),
      "'localhost' is no address of a proxy (--proxy 127.0.0.1 or --proxy ::1, without a port)");
  EXPECT_EQ(Refused({.host = "203.0.113.1", .port = 8080}),
            "cannot listen on 203.0.113.1:8080: Cannot assign requested address "
            "(this machine has no such address: name one of its own with --host)");
  EXPECT_EQ(Refused({.host = "2001:db8::1", .port = 8080}),
            "cannot listen on [2001:db8::1]:8080: Cannot assign requested address "
            "(this machine has no such address: name one of its own with --host)");
}

TEST_F(HttpServer, HeadHasTheHeadersAlone) {
  const Reply reply = testing::Send(
      server.port(), "HEAD /api/stats HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
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
  const TestServer open(searcher, {}, {.allow_origin = "https://example.org"});
  EXPECT_EQ(open.Get("/api/stats").headers.at("access-control-allow-origin"),
            "https://example.org");
  EXPECT_EQ(open.Get("/api/stats").headers.at("access-control-expose-headers"),
            "ETag, Retry-After, X-Total-Count");
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
