// Requests of every route in which something is changed: whatever comes, the answers are HTTP, and
// the server lives. DSSEARCH_MUTATIONS says how many, and DSSEARCH_TEST_DSSERVE names a program of
// another build, such as that with sanitizers.

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/server_fixture.h"
#include "tests/testing/dsserve.h"
#include "tests/testing/reply_syntax.h"

namespace dssearch {
namespace {

using testing::Client;
using testing::Dsserve;

constexpr int kThreads = 4;

const std::vector<std::string>& Requests() {
  static const std::vector<std::string> requests = [] {
    std::vector<std::string> made;
    for (const char* target :
         {"/",
          "/?q=%E5%BC%BA%E5%8C%96&domain=a&since=2024-01&page=2&ui=zh",
          "/papers/2402.03300",
          "/api/search?q=deep+learning&facets=domain,date:year&limit=3&offset=1&explain=true",
          "/api/search?q=title:%22reasoning%20model%22~2+OR+-x&match=any&sort=title",
          "/api/suggest?q=qianghua&limit=9&format=opensearch",
          "/api/papers/2402.03300",
          "/api/papers/2402.03300/similar?limit=2",
          "/api/export?format=bibtex&q=a",
          "/api/export?format=csl&limit=3",
          "/api/export?format=csv&offset=2&limit=1",
          "/api/stats",
          "/api/export?format=ris&id=2402.03300&id=none",
          "/feed.atom?q=GRPO&last=6m",
          "/feed.atom?search=q%3DGRPO%26domain%3Da&search=q%3D%25E5&limit=3",
          "/chart.svg?q=model&domain=!a&last=2y&ui=zh",
          "/opensearch.xml",
          "/openapi.json",
          "/healthz",
          "/metrics",
          "/assets/0/style.css",
          "http://example.org/api/stats",
          "/none"}) {
      made.push_back("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");
      made.push_back(
          "GET " + std::string(target) +
          " HTTP/1.1\r\nHost: [::1]\r\nAccept: text/html;q=.9, */*\r\n"
          "Accept-Encoding: br;q=1, gzip;q=0.5, *;q=0\r\nAccept-Language: zh-CN,en;q=.5\r\n"
          "If-None-Match: W/\"abc\", \"def\"\r\nRange: bytes=0-9\r\n"
          "X-Forwarded-For: 1.2.3.4, 5.6.7.8\r\nCookie: a=b\r\nConnection: keep-alive\r\n\r\n");
    }
    made.push_back("HEAD /api/stats HTTP/1.1\r\nHost: a\r\n\r\n");
    made.push_back("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    made.push_back("GET /api/export?format=jsonl HTTP/1.0\r\n\r\n");
    made.push_back("DELETE /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
    const std::string post = "POST /api/search HTTP/1.1\r\nHost: a\r\n";
    const std::string json = "Content-Type: application/json; charset=utf-8\r\n";
    made.push_back(post + json +
                   "Content-Length: 46\r\n\r\n"
                   R"({"q": "推理", "domain": ["a", "b"], "limit": 3})");
    made.push_back(post + json +
                   "Expect: 100-continue\r\nContent-Length: 13\r\n\r\n{\"q\": \"GRPO\"}");
    made.push_back(post + json +
                   "Transfer-Encoding: chunked\r\n\r\n"
                   "6;name=value\r\n{\"q\": \r\n7\r\n\"GRPO\"}\r\n0\r\nTrailer: x\r\n\r\n");
    made.push_back(post +
                   "Content-Type: application/x-www-form-urlencoded\r\n"
                   "Content-Length: 23\r\n\r\nq=GRPO&limit=2&facets=%");
    return made;
  }();
  return requests;
}

// Requests, always the same ones by the same number.
class Mutator {
 public:
  explicit Mutator(unsigned number) : random_(number) {}

  std::string Make() {
    std::string request = Any();
    if (Below(4) == 0) request += Any();
    for (std::size_t left = 1 + Below(4); left > 0; --left) Change(request);
    return request;
  }

 private:
  std::size_t Below(std::size_t end) { return random_() % end; }
  const std::string& Any() { return Requests()[Below(Requests().size())]; }

  void Change(std::string& text) {
    const std::size_t at = Below(text.size() + 1);
    const std::size_t size = Below(std::min<std::size_t>(text.size() - at, 40) + 1);
    static constexpr std::array kParts = {"\r\n",
                                          "\n",
                                          "\r",
                                          "%",
                                          "%00",
                                          "%ff",
                                          "%E5%BC",
                                          "\0x",
                                          " ",
                                          "\t",
                                          ":",
                                          "Content-Length: 5\r\n",
                                          "Transfer-Encoding: chunked\r\n",
                                          "Host: b\r\n",
                                          "0\r\n\r\n",
                                          "ffffffffffffffff\r\n",
                                          "&&==",
                                          "HTTP/1.1",
                                          "\"",
                                          "\\",
                                          "{}",
                                          "(((((",
                                          "-1",
                                          "18446744073709551616",
                                          "\xF0\x9F\x98\x80"};
    switch (Below(8)) {
      case 0:  // Another byte.
        if (at < text.size()) text[at] = static_cast<char>(Below(256));
        break;
      case 1:  // A bit.
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << Below(8)));
        break;
      case 2:
        text.erase(at, size);
        break;
      case 3:  // A part twice, or many times.
        for (std::size_t i = Below(8) == 0 ? 300 : 1; i > 0; --i)
          text.insert(at, text.substr(at, size));
        break;
      case 4:
        text.insert(at, kParts[Below(kParts.size())]);
        break;
      case 5: {  // Another number, such as a length.
        const std::size_t digit = text.find_first_of("0123456789", at);
        if (digit != std::string::npos) text[digit] = static_cast<char>('0' + Below(10));
        break;
      }
      case 6: {  // The end of another request.
        const std::string& other = Any();
        text = text.substr(0, at) + other.substr(Below(other.size()));
        break;
      }
      default:
        text.resize(at);
        break;
    }
  }

  std::mt19937 random_;
};

TEST(Mutations, AreAnsweredByHttp) {
  const char* const wanted = ::getenv("DSSEARCH_MUTATIONS");
  const unsigned count = wanted != nullptr ? static_cast<unsigned>(std::stoul(wanted)) : 3000;
  const testing::TestIndex index(testing::CorpusPapers());
  Dsserve server(index.path(), "--quiet");
  ASSERT_NE(server.port(), 0) << server.Log();
  std::vector<std::thread> clients;
  for (unsigned thread = 0; thread < kThreads; ++thread)
    clients.emplace_back([&, thread] {
      for (unsigned number = thread; number < count; number += kThreads) {
        const std::string request = Mutator(number).Make();
        const Client client(server.port());
        client.Send(request);
        client.End();
        const std::string fault = testing::FaultOfReplies(
            client.ReceiveAll(), request.find("HEAD ") != std::string::npos);
        EXPECT_EQ(fault, "") << "number " << number << ":\n" << request;
      }
    });
  for (std::thread& client : clients) client.join();
  ASSERT_TRUE(server.is_running()) << server.Log();
  EXPECT_EQ(testing::Send(server.port(), Requests().front()).status, 200);
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0) << server.Log();
  EXPECT_EQ(server.Log().find("runtime error"), std::string::npos) << server.Log();
}

TEST(Mutations, AreJudgedByWhatIsHttp) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  const auto is_well = [](const std::string& reply) {
    return testing::FaultOfReplies(reply, false).empty();
  };
  EXPECT_TRUE(is_well(head + "Content-Length: 2\r\n\r\n{}" + head + "Connection: close\r\n\r\n[]"));
  EXPECT_TRUE(is_well(head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
  EXPECT_TRUE(testing::FaultOfReplies(head + "Content-Length: 2\r\n\r\n", true).empty());
  for (const std::string& reply :
       {std::string("HTTP/1.1 20 OK\r\n\r\n"), head + "\r\n{}",
        head + "Content-Length: 3\r\n\r\n{}", head + "Content-Length: 1\r\n\r\n{}",
        head + "Content-Length: 2\r\n\r\n}{",
        head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", head + "A\r\n\r\n",
        head + "A: \x01\r\nContent-Length: 2\r\n\r\n{}", head + "Content-Length: 2\r\n"})
    EXPECT_FALSE(is_well(reply)) << reply;
}

}  // namespace
}  // namespace dssearch
