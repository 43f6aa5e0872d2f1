// The page as the server writes it: where its links and its form lead, and what it shows.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "indexer/index_writer.h"
#include "searcher/present/utf8.h"
#include "searcher/server/page/messages.h"
#include "searcher/server/url.h"
#include "tests/server/server_fixture.h"
#include "tests/testing/client.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;
using testing::TestServer;
using Page = testing::ServerTest;

std::string Unescaped(std::string text) {
  for (const auto& [from, to] : {std::pair{"&amp;", "&"}, {"&lt;", "<"}, {"&quot;", "\""}})
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; ++at)
      text.replace(at, std::string_view(from).size(), to);
  return text;
}

class PageLinks : public ::testing::Test {
 protected:
  static const Searcher& Corpus() {
    static const testing::TemporaryFolder folder;
    static const Searcher searcher([] {
      indexer::IndexWriter writer(folder / "index", indexer::IndexWriter::Mode::kUpdate);
      for (const Paper& paper : testing::CorpusPapers()) writer.Put(paper, "test");
      writer.AddLabels({{"数学推理", "mathematical reasoning"}});
      writer.Publish();
      return folder / "index";
    }());
    return searcher;
  }
  TestServer server{Corpus()};

  std::string Body(const std::string& target, const std::string& language = "en") {
    return server.Get(target, "Accept: text/html\r\nAccept-Language: " + language + "\r\n").body;
  }

  // Where the links of a page lead whose address begins with `start`.
  std::vector<std::string> Links(const std::string& target, const std::string& start) {
    const std::string body = Body(target);
    static const std::regex kLink("href=\"([^\"]*)\"");
    std::vector<std::string> links;
    for (std::sregex_iterator it(body.begin(), body.end(), kLink), end; it != end; ++it)
      if (const std::string link = Unescaped((*it)[1]); link.starts_with(start))
        links.push_back(link);
    return links;
  }

  // The hidden fields of the form: "sort=newest ui=zh".
  std::string Hidden(const std::string& target) {
    const std::string body = Body(target);
    static const std::regex kField("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    std::string fields;
    for (std::sregex_iterator it(body.begin(), body.end(), kField), end; it != end; ++it)
      fields += (fields.empty() ? "" : " ") + (*it)[1].str() + '=' + Unescaped((*it)[2]);
    return fields;
  }
};

TEST_F(PageLinks, LinksLeadWhereTheySay) {
  for (const std::string target :
       {"/?q=model", "/?q=model&utm_source=mail&utm_source=news", "/?q=model&last=50y&since=2020",
        "/?q=model&limit=3&offset=3&ui=zh", "/?q=model&facets=lang", "/papers/2402.03300?x=1"}) {
    std::size_t asked = 0;
    for (const char* start : {"/?", "/api/", "/feed.atom", "/papers/"})
      for (const std::string& link : Links(target, start)) {
        EXPECT_EQ(link.find("utm_source"), std::string::npos) << link;
        EXPECT_EQ(server.Get(link.substr(0, link.find('#'))).status, 200) << target << ": " << link;
        ++asked;
      }
    EXPECT_GT(asked, 4U) << target;
  }
}

TEST_F(PageLinks, StaysOnItsHost) {
  for (const std::string target : {"//example.org/", "///example.org/x", "/nowhere"})
    for (const std::string& link : Links(target, "/"))
      EXPECT_FALSE(link.starts_with("//")) << target << ": " << link;
  EXPECT_EQ(server::Url("//example.org/a").text(), "/example.org/a");
}

TEST_F(PageLinks, FormLosesNothing) {
  const std::string domain = "domain=%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86";
  EXPECT_EQ(Hidden("/?q=model&sort=newest&limit=5&offset=10&ui=en&utm=1&" + domain),
            "limit=5 sort=newest ui=en");
  EXPECT_EQ(Hidden("/?q=model&domain=!x&last=9y"), "domain=!x last=9y");
  EXPECT_EQ(Hidden("/?q=model&last=9y&since=2020"), "");
  // Where something is wrong there are no filters to see; they hold all the same.
  EXPECT_EQ(Hidden("/?q=model&since=soon&until=2024&sort=newest&utm=1&" + domain),
            "domain=数学推理 sort=newest until=2024");
  EXPECT_EQ(Hidden("/?q=model&last=6&limit=1000&domain=!x"), "domain=!x");
  EXPECT_EQ(Hidden("/?q=model&sort=newest&sort=title&since=2025&until=2024"),
            "since=2025 sort=newest");
  EXPECT_EQ(server.Get("/?q=model&last=1y&since=2020").status, 200);
  EXPECT_EQ(server.Get("/api/search?q=model&last=1y&since=2020").status, 400);
}

TEST_F(PageLinks, LeadsBackFromBehindTheLastPage) {
  const std::string behind = Body("/?q=model&offset=1000");
  EXPECT_NE(behind.find("<a rel=\"prev\" href=\"/?q=model&amp;offset=20\">"), std::string::npos);
  EXPECT_EQ(behind.find("rel=\"next\""), std::string::npos);
  EXPECT_EQ(behind.find("aria-current=\"page\""), std::string::npos);
  EXPECT_NE(Body("/?q=GRPO&offset=50").find("<a rel=\"prev\" href=\"/?q=GRPO\">"),
            std::string::npos);
  EXPECT_NE(Body("/?q=&offset=28").find("<a rel=\"prev\" href=\"/?q=&amp;offset=20\">"),
            std::string::npos)
      << Body("/?q=&offset=28");
  EXPECT_EQ(Body("/?q=GRPO").find("class=\"pages\""), std::string::npos);
  EXPECT_EQ(Body("/?q=model&limit=0").find("class=\"pages\""), std::string::npos);
}

TEST_F(PageLinks, SpeaksOneLanguage) {
  EXPECT_NE(Body("/?q=foo:GRPO", "zh").find("没有“foo”这个字段，按普通文字搜索。"),
            std::string::npos);
  EXPECT_NE(Body("/?q=foo:GRPO").find("there is no field &#39;foo&#39;; searched as text"),
            std::string::npos)
      << Body("/?q=foo:GRPO");
  EXPECT_NE(Body("/?since=soon", "zh").find("<p>搜索条件中有一项无法理解"), std::string::npos);
  EXPECT_EQ(Body("/?since=soon").find("<p></p>"), std::string::npos);
  EXPECT_EQ(Body("/?q=" + std::string(2001, 'a'), "zh").find("可以在下面去掉它"),
            std::string::npos);
  EXPECT_TRUE(IsUtf8(Body("/?q=%FF&since=%FF")));
  EXPECT_NE(Body("/papers/2402.03300").find(">mathematical reasoning</a>"), std::string::npos);
  EXPECT_NE(Body("/papers/2402.03300", "zh").find(">数学推理</a>"), std::string::npos);
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

TEST_F(Page, ShowsTextAsText) {
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

TEST_F(Page, SpeaksTheReadersLanguage) {
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

TEST_F(Page, HelpsWhoFindsNothing) {
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

TEST(Notes, HaveAllLanguages) {
  for (int kind = 0; kind <= static_cast<int>(Note::Kind::kCorrected); ++kind) {
    const Note note{static_cast<Note::Kind>(kind), {"<1>", "<2>", "<3>"}};
    EXPECT_GT(note.text().size(), 10U) << kind;
    const std::string zh = TextOf(note, server::Language::kChinese);
    EXPECT_TRUE(std::any_of(zh.begin(), zh.end(), [](char c) { return (c & 0x80) != 0; })) << kind;
    EXPECT_EQ(zh.find('{'), std::string::npos) << zh;
    EXPECT_EQ(note.text().find('{'), std::string::npos) << note.text();
  }
  EXPECT_EQ((Note{Note::Kind::kNoField, {"{0}"}}).text(),
            "there is no field '{0}'; searched as text");
}

TEST(PageOfRecords, ShowsOneOfTwoAndLeadsToBoth) {
  const TestIndex index({{.id = "zh1", .title = "图神经网络 graph", .doi = "10.1000/a_1"},
                         {.id = "en1",
                          .title = "Graph networks",
                          .url = "https://example.org/1",
                          .doi = "10.1000/a_1"}});
  TestServer server{index.searcher()};
  const auto body = [&](const std::string& target) {
    return server.Get(target, "Accept-Language: en\r\n").body;
  };
  const auto has = [](const std::string& page, std::string_view part) {
    return page.find(part) != std::string::npos;
  };
  const std::string one = body("/?q=graph");
  EXPECT_TRUE(has(one, "1 paper"));
  EXPECT_TRUE(has(one, "<a href=\"/papers/zh1\">Other record</a>"));
  EXPECT_TRUE(has(one, "href=\"/?q=graph&amp;fold=false\""));
  EXPECT_TRUE(has(one, "href=\"https://doi.org/10.1000/a_1\">DOI</a>"));
  const std::string both = body("/?q=graph&fold=false");
  EXPECT_TRUE(has(both, "2 papers"));
  EXPECT_FALSE(has(both, "Other record"));
  EXPECT_TRUE(has(both, "all records"));
}

}  // namespace
}  // namespace dssearch
