// What programs ask for: searches, papers, exports, feeds, and the errors of wrong parameters and
// bodies.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "dssearch/searcher.h"
#include "dssearch/writer.h"
#include "searcher/present/json.h"
#include "searcher/server/assets.h"
#include "searcher/server/url.h"
#include "tests/server/server_fixture.h"
#include "tests/testing/client.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using nlohmann::json;
using testing::CodeOf;
using testing::Reply;
using Api = testing::ServerTest;

TEST_F(Api, AnswersWhatTheCommandLinePrints) {
  const Reply reply = server.Get("/api/search?q=%E5%BC%BA%E5%8C%96%E5%AD%A6%E4%B9%A0&limit=2");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-type"), "application/json; charset=utf-8");
  auto got = nlohmann::ordered_json::parse(reply.body);
  auto expected =
      nlohmann::ordered_json::parse(ToJson(searcher.Search({.query = "强化学习", .limit = 2})));
  got["tookMs"] = expected["tookMs"] = 0;
  EXPECT_EQ(got.dump(), expected.dump());
}

TEST_F(Api, TakesParametersByAnyWay) {
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

TEST_F(Api, SpeaksTheReadersLanguage) {
  const auto field = [](const Reply& reply) {
    return json::parse(reply.body)["hits"][0]["snippets"][0]["field"].get<std::string>();
  };
  EXPECT_EQ(
      field(server.Get("/api/search?limit=1&domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86&ui=zh")),
      "summary_zh");
  EXPECT_EQ(field(server.Get("/api/search?limit=1&domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86")),
            "summary_en");
  EXPECT_EQ(field(server.Post("/api/search", "application/json",
                              R"({"limit": 1, "lang": "zh", "ui": "zh"})")),
            "summary_zh");
}

TEST_F(Api, LeavesTranslationsOut) {
  const auto translations = [](const Reply& reply) {
    return json::parse(reply.body)["translations"].dump();
  };
  const std::string query = "/api/search?limit=0&q=GRPO";
  EXPECT_EQ(translations(server.Get(query)), "[]");  // Without the lexicon of the tools.
  EXPECT_EQ(translations(server.Get(query + "&untranslated=a&untranslated=b")), "[]");
  EXPECT_EQ(translations(server.Post("/api/search", "application/json",
                                     R"({"q": "GRPO", "untranslated": ["a", "b"]})")),
            "[]");
  EXPECT_EQ(json::parse(server.Get(query + "&untranslated=a").body)["notes"][0],
            "'a' is no term or translation of this query; nothing was left out for it");
}

TEST_F(Api, AnswersOnePaper) {
  const Reply reply = server.Get("/api/papers/math/0211159");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(json::parse(reply.body)["title"], "<img src=x onerror=alert(1)>");
  EXPECT_EQ(server.Get("/api/papers/math%2F0211159").body, reply.body);
  const Reply similar = server.Get("/api/papers/2501.12948/similar?limit=3");
  EXPECT_EQ(json::parse(similar.body)["hits"].size(), 3U);
}

TEST_F(Api, Suggests) {
  EXPECT_EQ(json::parse(server.Get("/api/suggest?q=deepseekm&limit=1").body).dump(),
            R"({"query":"deepseekm","suggestions":[)" +
                json(searcher.Suggest("deepseekm", 1)).dump().substr(1) + "}");
  const Reply reply = server.Get("/api/suggest?q=deepseekm&limit=1&format=opensearch");
  EXPECT_EQ(reply.headers.at("content-type"), "application/x-suggestions+json; charset=utf-8");
  EXPECT_EQ(json::parse(reply.body)[0], "deepseekm");
}

TEST_F(Api, ExportsMoreThanItShows) {
  const Reply reply = server.Get("/api/export?format=ids");
  EXPECT_EQ(std::count(reply.body.begin(), reply.body.end(), '\n'), 29);
  EXPECT_EQ(reply.headers.at("content-disposition"), "attachment; filename=\"papers.txt\"");
  EXPECT_EQ(server.Get("/api/export?format=bibtex&q=GRPO").body.substr(0, 6), "@misc{");
}

// Of papers that are named, in the order in which they are, those that there are.
TEST_F(Api, ExportsPapersByTheirIds) {
  const Reply reply =
      server.Get("/api/export?format=ids&id=2501.12948&id=math/0211159&id=gone&id=2402.03300");
  EXPECT_EQ(reply.body, "2501.12948\nmath/0211159\n2402.03300\n");
  EXPECT_EQ(reply.headers.at("x-total-count"), "3");
  EXPECT_EQ(server.Get("/api/export?format=bibtex&id=%22").body, "");
  std::string many = "/api/export?format=ids";
  for (int i = 0; i < 201; ++i) many += "&id=" + std::to_string(i);
  EXPECT_EQ(CodeOf(server.Get(many)), "400 invalid_request: 'id' is given too often");
}

TEST_F(Api, HitsHaveTheirRecordsOnDemand) {
  const json full = json::parse(server.Get("/api/search?q=GRPO&fields=full").body)["hits"][0];
  const json paper = json::parse(server.Get("/api/papers/2402.03300").body);
  for (const auto& [name, value] : paper.items()) EXPECT_EQ(full[name], value) << name;
  const Reply posted =
      server.Post("/api/search", "application/json", R"({"q": "GRPO", "fields": "full"})");
  EXPECT_EQ(json::parse(posted.body)["hits"][0], full);
}

TEST_F(Api, RefusesWhatHasNoMeaning) {
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
      {"/api/search?ui=fr", "400 invalid_request: there is no ui 'fr'"},
      {"/api/search?fields=all", "400 invalid_request: there are no fields 'all'"},
      {"/api/search?explain=1", "400 invalid_request: there is no explain '1'"},
      {"/api/search?since=soon", "400 invalid_request: 'soon' is not a date"},
      {"/api/search?last=6", "400 invalid_request: '6' is no span of time"},
      {"/api/search?facets=author:1001",
       "400 invalid_request: a facet lists at most 1000 values at once"},
      {"/api/search?facets=author:1000:1000", "200 no error"},
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
      {"/api/export?format=ids&id=1&q=a",
       "400 invalid_request: 'id' names the papers, and other parameters search"},
      {"/feed.atom?search=sort%3Dbest", "400 invalid_request: there is no sort 'best'"},
      {"/feed.atom?search=colour%3Dred", "400 invalid_request: there is no parameter 'colour'"},
      {"/feed.atom?search=q%3Da&domain=b",
       "400 invalid_request: 'search' has whole searches, and 'domain' a part"},
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
  EXPECT_EQ(CodeOf(server.Get(many)),
            "400 invalid_request: too many filters, facets or translations");
}

TEST_F(Api, AnyTextIsAQuery) {
  for (const char* query :
       {"%00", "a%00b", "%0A%0D", "%22((", "-", "%C2%85", "%EF%BF%BF", "*", "+++"})
    EXPECT_EQ(server.Get("/api/search?q=" + std::string(query)).status, 200) << query;
  EXPECT_EQ(server.Get("/?q=%3Cscript%3E").status, 200);
}

TEST_F(Api, RefusesBodies) {
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

TEST_F(Api, FeedsAndDescriptionsNameTheHost) {
  const Reply feed = server.Get("/feed.atom?q=GRPO");
  EXPECT_EQ(feed.headers.at("content-type"), "application/atom+xml; charset=utf-8");
  EXPECT_NE(feed.body.find("<id>http://test:1/papers/2402.03300</id>"), std::string::npos);
  // An entry is as old as it is in the index, not as its paper.
  static const std::regex kTimes(
      "<published>20[2-9][0-9]-[0-9-]*T[0-9:]*Z</published>\n<updated>20[2-9][0-9]-[0-9-]*T[0-9:]*Z"
      "</updated>");
  EXPECT_TRUE(std::regex_search(feed.body, kTimes)) << feed.body;
  EXPECT_NE(server.Get("/opensearch.xml").body.find("template=\"http://test:1/?q={searchTerms}\""),
            std::string::npos);
  const Reply nameless = testing::Send(server.port(), "GET /opensearch.xml HTTP/1.0\r\n\r\n");
  EXPECT_NE(nameless.body.find("template=\"http://localhost/?q="), std::string::npos);
}

// One feed of several searches has each paper once, those that were added last before the others.
TEST(Feeds, JoinSearches) {
  const testing::TemporaryFolder folder;
  const std::string index = folder / "index";
  for (const std::string run : {"1", "2", "3"}) {
    Writer writer(index);
    writer.Put({.id = "a" + run, .title = "apples of run " + run});
    writer.Put({.id = "b" + run, .title = "beets and apples of run " + run});
    writer.Put({.id = "c" + run, .title = "clover of run " + run});
    writer.Commit();
  }
  const Searcher searcher(index);
  testing::TestServer server{searcher};
  const auto entries = [&](const std::string& query) {
    const std::string feed = server.Get("/feed.atom" + query).body;
    static const std::regex kId("<id>http://[^<]*/papers/([^<]*)</id>");
    std::string ids;
    for (std::sregex_iterator it(feed.begin(), feed.end(), kId), end; it != end; ++it)
      ids += (ids.empty() ? "" : " ") + (*it)[1].str();
    return ids;
  };
  EXPECT_EQ(entries("?search=q%3Dbeets&search=q%3Dclover&limit=4"), "b3 c3 b2 c2");
  EXPECT_EQ(entries("?search=q%3Dbeets%26match%3Dall&search=q%3Dapples&search="),
            "b3 a3 b2 a2 b1 a1");
  EXPECT_EQ(entries("?q=beets"), entries("?search=q%3Dbeets%26sort%3Dtitle%26offset%3D1"));
  EXPECT_NE(server.Get("/feed.atom?search=q%3Dbeets&search=q%3Dclover")
                .body.find("<title>dssearch: beets · clover</title>"),
            std::string::npos);
}

TEST_F(Api, KeepsFilesForGoodAndAnswersForAMoment) {
  const std::string version(server::AssetsVersion());
  EXPECT_EQ(server.Get("/assets/" + version + "/style.css").headers.at("cache-control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(server.Get("/assets/old/style.css").headers.at("cache-control"), "no-cache");
  EXPECT_EQ(server.Get("/api/search").headers.at("cache-control"), "no-cache");
  EXPECT_EQ(server.Get("/healthz").headers.at("cache-control"), "no-store");
}

TEST_F(Api, ExportsAnyNumberOfPapers) {
  std::vector<std::string> titles(3000, "a paper of many");
  const testing::TestIndex many(testing::Titled(titles));
  const testing::TestServer large(many.searcher());
  const std::string target = "/api/export?format=ids&q=paper";
  const Reply whole = large.Get(target);
  EXPECT_EQ(std::count(whole.body.begin(), whole.body.end(), '\n'), 3000);
  EXPECT_EQ(whole.headers.at("x-total-count"), "3000");
  const Reply some = large.Get(target + "&offset=1500&limit=700");
  EXPECT_EQ(std::count(some.body.begin(), some.body.end(), '\n'), 700);
  EXPECT_EQ(some.headers.at("x-total-count"), "700");
  EXPECT_EQ(large.Get(target + "&offset=2999").headers.at("x-total-count"), "1");
  EXPECT_EQ(large.Get(target + "&offset=9999").headers.at("x-total-count"), "0");
  // The same to clients that take no chunks, and compressed.
  const std::string get = "GET " + target + " HTTP/1.";
  const std::string old = testing::SendAll(large.port(), get + "0\r\n\r\n");
  EXPECT_EQ(old.substr(old.find("\r\n\r\n") + 4), whole.body);
  const Reply packed = large.Get(target, "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), whole.body.size() / 2);
  const std::string head = testing::SendAll(
      large.port(), "HEAD " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_EQ(head.find("\np"), std::string::npos);
}

TEST_F(Api, TellsIdsFromRoutes) {
  const testing::TestIndex index(
      {{.id = "x", .title = "one"}, {.id = "x/similar", .title = "two"}});
  const testing::TestServer one(index.searcher());
  EXPECT_EQ(json::parse(one.Get("/api/papers/x%2Fsimilar").body)["title"], "two");
  EXPECT_TRUE(json::parse(one.Get("/api/papers/x/similar").body).contains("hits"));
  EXPECT_TRUE(json::parse(one.Get("/api/papers/x%2Fsimilar/similar").body).contains("hits"));
}

TEST_F(Api, SaysThatASearchTakesTooLong) {
  const testing::TestServer hasty(searcher, {}, {},
                                  {.search_timeout = std::chrono::milliseconds(0)});
  EXPECT_EQ(CodeOf(hasty.Get("/api/search?q=learning")),
            "503 too_expensive: the search takes too long");
  EXPECT_EQ(hasty.Get("/?q=learning").status, 503);
  EXPECT_EQ(CodeOf(hasty.Get("/api/export?format=ids&q=learning")),
            "503 too_expensive: the search takes too long");
  EXPECT_EQ(hasty.Get("/healthz").status, 200);
}

TEST_F(Api, KnowsThatAnyEntityIsOne) {
  EXPECT_EQ(server.Get("/api/search?q=a", "If-None-Match: *\r\n").status, 304);
}

}  // namespace
}  // namespace dssearch
