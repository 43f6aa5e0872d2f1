#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "indexer/index_writer.h"
#include "searcher/present/json.h"
#include "searcher/server/assets.h"
#include "searcher/server/html.h"
#include "searcher/server/messages.h"
#include "searcher/server/metrics.h"
#include "searcher/server/parameters.h"
#include "searcher/server/url.h"
#include "tests/testing/client.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using nlohmann::json;
using server::Routes;
using testing::Reply;
using testing::TestIndex;
using testing::TestServer;

std::string CodeOf(const Reply& reply) {
  const json body = json::parse(reply.body, nullptr, false);
  return std::to_string(reply.status) + " " +
         (body.is_object() && body.contains("error")
              ? body["error"]["code"].get<std::string>() + ": " +
                    body["error"]["message"].get<std::string>()
              : "no error");
}

class Server : public ::testing::Test {
 protected:
  static const TestIndex& Index() {
    static const TestIndex index([] {
      std::vector<Paper> papers = testing::CorpusPapers();
      papers.push_back({.id = "math/0211159",
                        .title = "<img src=x onerror=alert(1)>",
                        .date = "2002-11",
                        .url = "javascript:alert(1)",
                        .summary_en = "</p><script>alert(2)</script> & more of a paper"});
      return papers;
    }());
    return index;
  }
  const Searcher& searcher = Index().searcher();
  TestServer server{searcher};
};

TEST_F(Server, AnswersWhatTheCommandLinePrints) {
  const Reply reply = server.Get("/api/search?q=%E5%BC%BA%E5%8C%96%E5%AD%A6%E4%B9%A0&limit=2");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-type"), "application/json; charset=utf-8");
  auto got = nlohmann::ordered_json::parse(reply.body);
  auto expected =
      nlohmann::ordered_json::parse(ToJson(searcher.Search({.query = "强化学习", .limit = 2})));
  got["tookMs"] = expected["tookMs"] = 0;
  EXPECT_EQ(got.dump(), expected.dump());
}

TEST_F(Server, TakesParametersByAnyWay) {
  const auto total = [](const Reply& reply) {
    return json::parse(reply.body, nullptr, false).value("total", -1);
  };
  const std::string query =
      "q=%E6%8E%A8%E7%90%86&domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86&domain=!reasoning"
      "&since=2024&until=2025-12&limit=0";
  const SearchRequest request{
      .query = "推理",
      .filters = {{"domain", "数学推理", false}, {"domain", "reasoning", true}},
      .since = "2024",
      .until = "2025-12",
      .limit = 0};
  const int expected = static_cast<int>(searcher.Search(request).total);
  EXPECT_GT(expected, 0);
  EXPECT_EQ(total(server.Get("/api/search?" + query)), expected);
  EXPECT_EQ(total(server.Post("/api/search", "application/x-www-form-urlencoded", query)),
            expected);
  EXPECT_EQ(
      total(server.Post("/api/search", "Application/X-WWW-Form-URLEncoded; charset=UTF-8", query)),
      expected);
  EXPECT_EQ(total(server.Post("/api/search", "Application/JSON ; charset=UTF-8",
                              R"({"q": "推理", "domain": ["数学推理", "!reasoning"],)"
                              R"( "since": "2024", "until": "2025-12", "limit": 0})")),
            expected);
}

TEST_F(Server, AnswersOnePaper) {
  const Reply reply = server.Get("/api/papers/math/0211159");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(json::parse(reply.body)["title"], "<img src=x onerror=alert(1)>");
  EXPECT_EQ(server.Get("/api/papers/math%2F0211159").body, reply.body);
  const Reply similar = server.Get("/api/papers/2501.12948/similar?limit=3");
  EXPECT_EQ(json::parse(similar.body)["hits"].size(), 3U);
}

TEST_F(Server, Suggests) {
  EXPECT_EQ(json::parse(server.Get("/api/suggest?q=deepseekm&limit=1").body).dump(),
            R"({"query":"deepseekm","suggestions":[)" +
                json(searcher.Suggest("deepseekm", 1)).dump().substr(1) + "}");
  const Reply reply = server.Get("/api/suggest?q=deepseekm&limit=1&format=opensearch");
  EXPECT_EQ(reply.headers.at("content-type"), "application/x-suggestions+json; charset=utf-8");
  EXPECT_EQ(json::parse(reply.body)[0], "deepseekm");
}

TEST_F(Server, ExportsMoreThanItShows) {
  const Reply reply = server.Get("/api/export?format=ids");
  EXPECT_EQ(std::count(reply.body.begin(), reply.body.end(), '\n'), 29);
  EXPECT_EQ(reply.headers.at("content-disposition"), "attachment; filename=\"papers.txt\"");
  EXPECT_EQ(server.Get("/api/export?format=bibtex&q=GRPO").body.substr(0, 6), "@misc{");
}

TEST_F(Server, RefusesWhatHasNoMeaning) {
  struct Row {
    const char* target;
    const char* code;
  };
  constexpr Row kRows[] = {
      {"/api/search?limit=101", "400 invalid_request: 'limit' is no number from 0 to 100"},
      {"/api/search?limit=-1", "400 invalid_request: 'limit' is no number from 0 to 100"},
      {"/api/search?offset=-5", "400 invalid_request: 'offset' is no number from 0 to 1000000"},
      {"/api/search?offset=99999999999999999999999",
       "400 invalid_request: 'offset' is no number from 0 to 1000000"},
      {"/api/search?sort=best", "400 invalid_request: there is no sort 'best'"},
      {"/api/search?match=", "400 invalid_request: there is no match ''"},
      {"/api/search?explain=1", "400 invalid_request: there is no explain '1'"},
      {"/api/search?since=soon", "400 invalid_request: 'soon' is not a date"},
      {"/api/search?last=6", "400 invalid_request: '6' is no span of time"},
      {"/api/search?facets=colour", "400 invalid_request: there is no facet 'colour'"},
      {"/api/search?q=a&q=b", "400 invalid_request: 'q' is given twice"},
      {"/api/search?q=%FF", "400 invalid_request: 'q' is not UTF-8"},
      {"/api/search?q=%ED%A0%80", "400 invalid_request: 'q' is not UTF-8"},
      {"/api/search?domain=%C0%AF", "400 invalid_request: 'domain' is not UTF-8"},
      {"/api/search?domian=x", "400 invalid_request: there is no parameter 'domian'"},
      {"/api/search?%FF=x", "400 invalid_request: 'the name of a parameter' is not UTF-8"},
      {"/api/suggest?q=a&q=b", "400 invalid_request: 'q' is given twice"},
      {"/api/papers/1/similar?limit=1&limit=2", "400 invalid_request: 'limit' is given twice"},
      {"/api/suggest?format=xml", "400 invalid_request: there is no such format"},
      {"/api/export", "400 invalid_request: there is no format"},
      {"/api/export?format=pdf", "400 invalid_request: there is no such format"},
      {"/api/papers/nobody", "404 not_found: there is no paper 'nobody'"},
      {"/api/papers/a%0Ab", "404 not_found: there is no paper 'a\nb'"},
      {"/api/papers/nobody/similar", "404 not_found: there is no paper 'nobody'"},
      {"/api/papers/", "404 not_found: there is nothing at this address"},
      {"/api", "404 not_found: there is nothing at this address"},
      {"/assets/x/none.js", "404 not_found: there is no such file"},
      {"/assets/../routes.cc", "404 not_found: there is no such file"},
  };
  for (const Row& row : kRows) EXPECT_EQ(CodeOf(server.Get(row.target)), row.code) << row.target;
  EXPECT_EQ(CodeOf(server.Get("/api/search?q=" + std::string(2001, 'a'))),
            "400 invalid_request: 'q' is too long");
  // Cut between characters of three bytes.
  std::string name;
  for (int i = 0; i < 40; ++i) name += "推";
  const std::string cut = "400 invalid_request: there is no parameter '" + name.substr(0, 99) + "'";
  EXPECT_EQ(CodeOf(server.Get(server::Url("/api/search", {{name, "x"}}).text())), cut);
  EXPECT_EQ(CodeOf(server.Post("/api/search", "application/json", "{\"" + name + "\": 1}")), cut);
  std::string many = "/api/search?q=a";
  for (int i = 0; i < 51; ++i) many += "&domain=" + std::to_string(i);
  EXPECT_EQ(CodeOf(server.Get(many)), "400 invalid_request: too many filters or facets");
}

TEST_F(Server, AnyTextIsAQuery) {
  for (const char* query :
       {"%00", "a%00b", "%0A%0D", "%22((", "-", "%C2%85", "%EF%BF%BF", "*", "+++"})
    EXPECT_EQ(server.Get("/api/search?q=" + std::string(query)).status, 200) << query;
  EXPECT_EQ(server.Get("/?q=%3Cscript%3E").status, 200);
}

TEST_F(Server, RefusesBodies) {
  EXPECT_EQ(CodeOf(server.Post("/api/search", "application/json", "{\"q\": ")),
            "400 invalid_request: the body is no JSON object of texts and numbers");
  EXPECT_EQ(CodeOf(server.Post("/api/search", "application/json", R"({"q": {"a": 1}})")),
            "400 invalid_request: the body is no JSON object of texts and numbers");
  EXPECT_EQ(CodeOf(server.Post("/api/search", "application/json", R"({"query": "a"})")),
            "400 invalid_request: there is no parameter 'query'");
  EXPECT_EQ(CodeOf(server.Post("/api/search", "text/plain", "q=a")),
            "400 invalid_request: the body is neither JSON nor a form");
  EXPECT_EQ(CodeOf(server.Post("/api/search", "multipart/form-data; boundary=A",
                               "--A\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n"
                               "GRPO\r\n--A--\r\n")),
            "400 invalid_request: the body is neither JSON nor a form");
  EXPECT_EQ(CodeOf(server.Post("/api/search", "application/jsonp", "{}")),
            "400 invalid_request: the body is neither JSON nor a form");
  EXPECT_EQ(CodeOf(server.Post("/api/search", "application/json", std::string(1 << 20, ' '))),
            "413 too_large: the body is too long");
  // One that would take for ever is not waited for.
  const std::string endless = testing::SendAll(
      server.port(),
      "POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000000\r\n\r\n");
  EXPECT_EQ(endless.substr(0, 12), "HTTP/1.1 413");
  EXPECT_EQ(CodeOf(server.Post("/api/stats", "application/json", "{}")),
            "405 method_not_allowed: this address does not take POST");
  EXPECT_EQ(server.Post("/api/stats", "application/json", "{}").headers.at("allow"), "GET, HEAD");
}

TEST_F(Server, SurvivesWhatIsNoHttp) {
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

TEST_F(Server, AnswersWholeWhateverTheRange) {
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

TEST_F(Server, AnswersRequestsThatComeTogether) {
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

TEST_F(Server, AnswersAClientThatHasEndedItsSide) {
  EXPECT_EQ(testing::SendAndEnd(server.port(), "GET /healthz HTTP/1.1\r\n\r\n").substr(0, 12),
            "HTTP/1.1 200");
}

TEST_F(Server, TakesAddressesInFull) {
  for (const char* host : {"http://example.org", "https://example.org:8080"}) {
    const auto get = [&](const char* target) { return server.Get(host + std::string(target)); };
    EXPECT_EQ(get("/api/suggest?q=deep").body, server.Get("/api/suggest?q=deep").body) << host;
    EXPECT_EQ(get("").headers.at("content-type"), "text/html; charset=utf-8") << host;
    EXPECT_EQ(CodeOf(get("/nowhere")), "404 not_found: there is nothing at this address") << host;
  }
}

TEST_F(Server, TakesNoBodyForTheNextRequest) {
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
TEST_F(Server, TakesNoChunks) {
  EXPECT_EQ(CodeOf(testing::Send(server.port(),
                                 "POST /api/search HTTP/1.1\r\nContent-Type: application/json\r\n"
                                 "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")),
            "400 bad_request: it is unclear where the body ends");
}

TEST_F(Server, DoesNotWaitForABodyThatNobodyAnnounced) {
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

TEST_F(Server, AnswersWhatHasBegunWhenItStops) {
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

TEST(ServerState, StopsWhenToldBeforeItBegins) {
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

TEST_F(Server, SaysWhyItCannotListen) {
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

TEST_F(Server, HeadHasTheHeadersAlone) {
  const Reply reply =
      testing::Send(server.port(), "HEAD /api/stats HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(reply.headers.at("content-length"),
            std::to_string(server.Get("/api/stats").body.size()));
}

TEST_F(Server, SendsHeadersOfSecurity) {
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

TEST_F(Server, Compresses) {
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

// The bars of the page's histogram, with their counts.
std::string BarsOf(const std::vector<std::string>& dates) {
  std::vector<Paper> papers = testing::Titled(std::vector<std::string>(dates.size(), "one"));
  for (std::size_t i = 0; i < dates.size(); ++i) papers[i].date = dates[i];
  const TestIndex index(papers);
  const TestServer server(index.searcher());
  const std::string page = server.Get("/").body;
  std::string bars;
  constexpr std::string_view kTitle = "<title>";
  // The first one is the page's own.
  for (std::size_t at = page.find(kTitle) + 1; (at = page.find(kTitle, at)) != std::string::npos;) {
    at += kTitle.size();
    bars += (bars.empty() ? "" : ", ") + page.substr(at, page.find('<', at) - at);
  }
  return bars;
}

TEST(Histogram, HasMonthsOrYears) {
  EXPECT_EQ(BarsOf({"2021-03", "2021-03-07", "2021-05"}), "2021-03: 2, 2021-04: 0, 2021-05: 1");
  // What has no month is in no month.
  EXPECT_EQ(BarsOf({"2019", "2021-03", "2021-05", ""}), "2019: 1, 2020: 0, 2021: 2");
  EXPECT_EQ(BarsOf({"2010-01", "2015-01"}), "2010: 1, 2011: 0, 2012: 0, 2013: 0, 2014: 0, 2015: 1");
  EXPECT_EQ(BarsOf({"2021-03"}), "");
}

TEST(ServerState, TagsChangeWithTheIndexAndTheQuestion) {
  TestIndex index(testing::Titled({"one paper"}));
  const TestServer server(index.searcher());
  const Reply first = server.Get("/api/search?q=paper");
  const std::string tag = first.headers.at("etag");
  const auto asked = [&](const std::string& target) {
    return server.Get(target, "If-None-Match: " + tag + "\r\n");
  };
  EXPECT_EQ(asked("/api/search?q=paper").status, 304);
  EXPECT_EQ(asked("/api/search?q=paper").body, "");
  // W/ makes no difference, and there may be several.
  for (const std::string& tags : {tag.substr(2), "\"other\", " + tag, tag.substr(2) + ", W/\"x\""})
    EXPECT_EQ(server.Get("/api/search?q=paper", "If-None-Match: " + tags + "\r\n").status, 304)
        << tags;
  EXPECT_EQ(asked("/api/search?q=papers").status, 200);
  index.Update(testing::Titled({"one paper", "another paper"}));
  EXPECT_EQ(asked("/api/search?q=paper").status, 200);
}

TEST(ServerState, TakesUpANewGeneration) {
  const TestIndex index(testing::Titled({"one"}));
  const TestServer server(index.searcher());
  EXPECT_EQ(json::parse(server.Get("/healthz").body).dump(),
            R"({"generation":"gen-000001","papers":1})");
  indexer::IndexWriter writer(index.path(), indexer::IndexWriter::Mode::kRebuild);
  for (const Paper& paper : testing::Titled({"one", "two"})) writer.Put(paper, "test");
  writer.Publish();
  EXPECT_EQ(json::parse(server.Get("/healthz").body).dump(),
            R"({"generation":"gen-000002","papers":2})");
  const std::string metrics = server.Get("/metrics").body;
  EXPECT_NE(metrics.find("\ndsserve_generation 2\n"), std::string::npos);
  EXPECT_NE(metrics.find("\ndsserve_papers 2\n"), std::string::npos);
  // An exchange is counted when its answer is on its way.
  const auto counted = [&] {
    return server.Get("/metrics")
               .body.find("\ndsserve_requests_total{route=\"/healthz\",status=\"200\"} 3\n") !=
           std::string::npos;
  };
  int tries = 1000;
  while (!counted() && tries > 0) --tries;
  EXPECT_GT(tries, 0);
}

TEST(ServerState, AnswersWhileTheIndexIsRebuilt) {
  const std::vector<Paper> papers = testing::Titled({"检索 one", "推理 two", "Learning three"});
  const TestIndex index(papers);
  const TestServer server(index.searcher(), {.max_running = 2});
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> answers = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      while (!done) {
        for (const char* target : {"/api/search?q=%E6%8E%A8%E7%90%86", "/?q=one", "/metrics",
                                   "/api/suggest?q=le", "/papers/p3", "/api/papers/p1/similar"})
          if (server.Get(target, "Accept-Encoding: gzip\r\n").status != 200) ++wrong;
        ++answers;
      }
    });
  }
  for (int round = 0; round < 5; ++round) {
    indexer::IndexWriter writer(index.path(), indexer::IndexWriter::Mode::kRebuild);
    for (const Paper& paper : papers) writer.Put(paper, "test");
    writer.Publish();
  }
  while (answers < 10) std::this_thread::yield();
  done = true;
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(json::parse(server.Get("/healthz").body)["generation"], "gen-000006");
}

TEST(ServerState, SaysThatTheIndexIsGone) {
  auto index = std::make_unique<TestIndex>(testing::Titled({"one"}));
  Searcher searcher(index->path());
  const TestServer server(searcher);
  index.reset();
  EXPECT_EQ(CodeOf(server.Get("/api/search?q=one")).substr(0, 22), "503 index_unavailable:");
  EXPECT_EQ(server.Get("/healthz").status, 503);
  EXPECT_EQ(server.Get("/").status, 503);
}

TEST(ConcurrencyLimiter, RunsQueuesAndRefuses) {
  using server::ConcurrencyLimiter;
  ConcurrencyLimiter none(1, 0, std::chrono::milliseconds(0));
  {
    const ConcurrencyLimiter::Permit first(none);
    EXPECT_TRUE(first);
    EXPECT_FALSE(ConcurrencyLimiter::Permit(none));
  }
  EXPECT_TRUE(ConcurrencyLimiter::Permit(none));

  ConcurrencyLimiter one(1, 1, std::chrono::seconds(60));
  std::atomic<bool> got = false;
  std::thread waiter;
  {
    const ConcurrencyLimiter::Permit first(one);
    waiter = std::thread([&] { got = static_cast<bool>(ConcurrencyLimiter::Permit(one)); });
    while (one.queued() == 0) std::this_thread::yield();
    EXPECT_FALSE(ConcurrencyLimiter::Permit(one));
  }
  waiter.join();
  EXPECT_TRUE(got);

  ConcurrencyLimiter impatient(1, 1, std::chrono::milliseconds(1));
  const ConcurrencyLimiter::Permit first(impatient);
  EXPECT_FALSE(ConcurrencyLimiter::Permit(impatient));
}

TEST_F(Server, TellsWhomItCannotServeToComeBack) {
  const TestServer busy(searcher, {.max_running = 0, .max_queued = 0});
  const Reply reply = busy.Get("/api/search?q=a");
  EXPECT_EQ(CodeOf(reply), "503 busy: too many requests at the moment");
  EXPECT_EQ(reply.headers.at("retry-after"), "1");
  EXPECT_EQ(busy.Get("/").status, 503);
  EXPECT_EQ(busy.Get("/healthz").status, 200);
}

TEST_F(Server, OpenApiIsTrueToTheRoutes) {
  const json api = json::parse(server.Get("/openapi.json").body);
  std::set<std::string> described;
  std::set<std::string> there;
  for (const auto& [path, methods] : api["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      described.insert(method + " " + path);
      for (const auto& [status, response] : operation["responses"].items())
        described.insert(method + " " + path + " " + status);
      if (method == "post") {
        for (const auto& [type, body] : operation["requestBody"]["content"].items())
          for (const auto& [name, schema] : body["schema"]["properties"].items())
            described.insert(type + " " + path + " " + name);
        continue;
      }
      for (json parameter : operation["parameters"]) {
        if (parameter.contains("$ref"))
          parameter = api.at(json::json_pointer(parameter["$ref"].get<std::string>().substr(1)));
        if (parameter["in"] == "query")
          described.insert(path + " " + parameter["name"].get<std::string>());
      }
    }
  }
  for (const Routes::Route& route : Routes::Table()) {
    const std::string path(route.path);
    const bool from_index =
        route.searches || path == "/api/stats" || path == "/healthz" || path == "/metrics";
    there.insert("get " + path);
    for (const char* status : {"200", "400"}) there.insert("get " + path + " " + status);
    if (route.searches) there.insert("get " + path + " 304");
    if (path.find('{') != std::string::npos) there.insert("get " + path + " 404");
    if (from_index) there.insert("get " + path + " 503");
    if (route.allows_post) {
      there.insert("post " + path);
      for (const char* status : {"200", "400", "413", "503"})
        there.insert("post " + path + " " + status);
    }
    for (const std::string_view parameter : route.parameters) {
      const std::string name(parameter);
      there.insert(path + " " + name);
      if (!route.allows_post) continue;
      for (const char* type : {"application/json", "application/x-www-form-urlencoded"})
        there.insert(std::string(type) + " " + path + " " + name);
    }
  }
  EXPECT_EQ(described, there);
  // Every reference leads somewhere, and what hits have is what they say.
  const std::string text = api.dump();
  for (std::size_t at = 0; (at = text.find("\"$ref\":\"#", at)) != std::string::npos; at += 9)
    EXPECT_TRUE(
        api.contains(json::json_pointer(text.substr(at + 9, text.find('"', at + 9) - at - 9))));
  const json answer = json::parse(server.Get("/api/search?q=GRPO").body);
  for (const auto& [name, value] : answer.items())
    EXPECT_TRUE(api["components"]["schemas"]["SearchResponse"]["properties"].contains(name))
        << name;
  for (const auto& [name, value] : answer["hits"][0].items())
    EXPECT_TRUE(api["components"]["schemas"]["Hit"]["properties"].contains(name)) << name;
  const json paper = json::parse(server.Get("/api/papers/2402.03300").body);
  for (const auto& [name, value] : paper.items())
    EXPECT_TRUE(api["components"]["schemas"]["Paper"]["properties"].contains(name)) << name;
}

TEST_F(Server, ShowsTextAsText) {
  for (const char* target :
       {"/?q=onerror", "/papers/math/0211159", "/feed.atom?q=onerror",
        "/?q=%3Cscript%3Ealert(3)%3C/script%3E", "/?ui=%22%3E%3Cscript%3E", "/?since=%3Cscript%3E",
        "/%3Cscript%3E", "/?domain=%22%3E%3Cscript%3E"}) {
    const std::string body = server.Get(target, "Accept: text/html\r\n").body;
    EXPECT_EQ(body.find("<img"), std::string::npos) << target;
    EXPECT_EQ(body.find("<script>"), std::string::npos) << target;
    EXPECT_EQ(body.find("\"javascript:"), std::string::npos) << target;
  }
  EXPECT_NE(server.Get("/?q=onerror").body.find("&lt;img src=x"), std::string::npos);
}

TEST_F(Server, SpeaksTheReadersLanguage) {
  const auto language = [&](const std::string& target, const std::string& accepted) {
    const std::string body = server.Get(target, "Accept-Language: " + accepted + "\r\n").body;
    return body.substr(body.find("<html lang=\"") + 12, 2);
  };
  EXPECT_EQ(language("/", "zh-CN,zh;q=0.9,en;q=0.8"), "zh");
  EXPECT_EQ(language("/", "en-GB,en;q=0.9,zh;q=0.8"), "en");
  EXPECT_EQ(language("/", "fr, zh;q=0.3, en;q=0.5"), "en");
  EXPECT_EQ(language("/", "fr"), "en");
  EXPECT_EQ(language("/?ui=zh", "en"), "zh");
  EXPECT_NE(server.Get("/?ui=zh&domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86").body.find("全部清除"),
            std::string::npos);
}

TEST_F(Server, HelpsWhoFindsNothing) {
  const std::string page =
      server.Get("/?q=GRPO&since=2026&domain=%E4%BB%A3%E7%A0%81%E6%99%BA%E8%83%BD&lang=zh").body;
  EXPECT_NE(page.find("Nothing found"), std::string::npos);
  EXPECT_NE(page.find("Without all filters</a> <span class=\"count\">1</span>"), std::string::npos);
  const std::string narrow = server.Get("/?q=GRPO&since=2026").body;
  EXPECT_NE(narrow.find("Without 2026..</a> <span class=\"count\">1</span>"), std::string::npos)
      << narrow;
  EXPECT_NE(server.Get("/?q=transfomer").body.find("Did you mean <a href=\"/?q=transformer\">"),
            std::string::npos);
}

TEST_F(Server, FeedsAndDescriptionsNameTheHost) {
  const Reply feed = server.Get("/feed.atom?q=GRPO");
  EXPECT_EQ(feed.headers.at("content-type"), "application/atom+xml; charset=utf-8");
  EXPECT_NE(feed.body.find("<id>http://test:1/papers/2402.03300</id>"), std::string::npos);
  EXPECT_NE(feed.body.find("<updated>2024-02-05T00:00:00Z</updated>"), std::string::npos);
  EXPECT_NE(server.Get("/opensearch.xml").body.find("template=\"http://test:1/?q={searchTerms}\""),
            std::string::npos);
  const Reply strange = testing::Send(
      server.port(), "GET /opensearch.xml HTTP/1.1\r\nHost: \"><x>\r\nConnection: close\r\n\r\n");
  EXPECT_NE(strange.body.find("template=\"http://localhost/?q="), std::string::npos);
}

TEST_F(Server, KeepsFilesForGoodAndAnswersForAMoment) {
  const std::string version(server::AssetsVersion());
  EXPECT_EQ(server.Get("/assets/" + version + "/style.css").headers.at("cache-control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(server.Get("/assets/old/style.css").headers.at("cache-control"), "no-cache");
  EXPECT_EQ(server.Get("/api/search").headers.at("cache-control"), "no-cache");
  EXPECT_EQ(server.Get("/healthz").headers.at("cache-control"), "no-store");
}

TEST(Html, HasNoCharactersThatXmlForbids) {
  server::Html html;
  html << "a\x01\uFFFEb\uFFFFc\uFFFD\uFF0C";
  EXPECT_EQ(html.text(), "a  b c\uFFFD\uFF0C");
}

TEST(Metrics, KeepTheDigitsOfLongSums) {
  server::Metrics metrics;
  metrics.Add({.route = "/", .status = 200, .seconds = 1234567.25});
  metrics.Add({.route = "/", .status = 200, .seconds = 0.001});
  EXPECT_NE(metrics.Text({}, 0).find("_sum{route=\"/\"} 1234567.251"), std::string::npos);
}

TEST(Url, ReadsAsItWasChanged) {
  const server::Url url("/", {{"q", "推 理&"}, {"domain", "a"}, {"domain", "b"}, {"offset", "20"}});
  EXPECT_EQ(url.text(), "/?q=%E6%8E%A8%20%E7%90%86%26&domain=a&domain=b&offset=20");
  EXPECT_EQ(url.Without("domain", "a").Without("offset").text(),
            "/?q=%E6%8E%A8%20%E7%90%86%26&domain=b");
  EXPECT_EQ(url.Without("q").Without("domain").With("offset", "40").text(), "/?offset=40");
  EXPECT_EQ(server::Url("/papers/a b/c").text(), "/papers/a%20b/c");
}

}  // namespace
}  // namespace dssearch
