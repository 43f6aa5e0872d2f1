// The chart of a search, /chart.svg: what is in it, for whom, and that it is XML whatever the
// texts.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/server/page/chart_scale.h"
#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using server::RoundStep;
using server::SpreadLabels;
using server::YearStep;
using testing::CodeOf;
using testing::Reply;
using testing::TestIndex;
using testing::TestServer;
using Chart = testing::ServerTest;

TEST(ChartScale, HasRoundTicks) {
  EXPECT_EQ(RoundStep(0, 5), 1U);
  EXPECT_EQ(RoundStep(5, 5), 1U);
  EXPECT_EQ(RoundStep(6, 5), 2U);
  EXPECT_EQ(RoundStep(47, 5), 10U);
  EXPECT_EQ(RoundStep(51, 5), 20U);
  EXPECT_EQ(RoundStep(29'300, 5), 10'000U);
  EXPECT_EQ(YearStep(60, 40), 1);
  EXPECT_EQ(YearStep(15, 40), 5);
  EXPECT_EQ(YearStep(5, 40), 10);
  EXPECT_EQ(YearStep(0, 40), 10'000);
}

TEST(ChartScale, MovesLabelsApart) {
  using Places = std::vector<double>;
  EXPECT_EQ(SpreadLabels({}, 10, 0, 100), Places{});
  EXPECT_EQ(SpreadLabels({10, 40, 90}, 10, 0, 100), (Places{10, 40, 90}));
  EXPECT_EQ(SpreadLabels({10, 12, 14}, 10, 0, 100), (Places{10, 20, 30}));
  EXPECT_EQ(SpreadLabels({95, 99, 100}, 10, 0, 100), (Places{80, 90, 100}));
  EXPECT_EQ(SpreadLabels({-5, 50, 50}, 10, 0, 100), (Places{0, 50, 60}));
}

// What is wrong with a text that should be XML; empty where nothing is.
std::string FaultOfXml(std::string_view xml) {
  static const std::regex kTag(
      R"re(<(/?)([a-zA-Z]+)((?: [a-zA-Z-]+="(?:[^"<&]|&[a-z#0-9]+;)*")*)(/?)>)re");
  static const std::regex kText("(?:[^<&]|&[a-z#0-9]+;)*");
  std::vector<std::string> open;
  const char* at = xml.data();
  const char* const end = at + xml.size();
  std::cmatch match;
  while (at < end) {
    if (*at != '<') {
      const char* next = std::find(at, end, '<');
      if (!std::regex_match(at, next, kText)) return "text: " + std::string(at, next);
      at = next;
      continue;
    }
    if (!std::regex_search(at, end, match, kTag, std::regex_constants::match_continuous))
      return "tag: " + std::string(at, std::min<std::size_t>(80, end - at));
    if (match.length(1) > 0) {
      if (open.empty() || open.back() != match.str(2)) return "closes " + match.str(2);
      open.pop_back();
    } else if (match.length(4) == 0) {
      open.push_back(match.str(2));
    }
    at = match[0].second;
  }
  return open.empty() ? "" : "open: " + open.back();
}

std::size_t CountOf(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
  return count;
}

TEST_F(Chart, HasABarAYearAndALineADomain) {
  const Reply reply = server.Get("/chart.svg?q=model&ui=en&until=2025");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.headers.at("content-type"), "image/svg+xml; charset=utf-8");
  EXPECT_EQ(reply.headers.at("cache-control"), "no-cache");
  EXPECT_EQ(FaultOfXml(reply.body), "");
  const SearchResponse found =
      searcher.Search({.query = "model", .until = "2025", .facets = {"date:year", "domain:6"}});
  EXPECT_NE(
      reply.body.find("<title id=\"title\">model: " + std::to_string(found.total) + " papers"),
      std::string::npos)
      << reply.body;
  EXPECT_NE(reply.body.find(" papers · ..2025</text>"), std::string::npos);
  for (const FacetCount& year : found.facets[0].counts)
    EXPECT_EQ(
        CountOf("<title>" + year.value + ": " + std::to_string(year.count) + "</title></rect>",
                reply.body),
        year.selected ? 1U : 0U)
        << year.value;
  EXPECT_EQ(CountOf("<g class=\"d", reply.body), 6U);
  EXPECT_NE(reply.body.find(">通用语言模型</text>"), std::string::npos);
  EXPECT_NE(reply.body.find("prefers-color-scheme: dark"), std::string::npos);
  // One domain that was asked for.
  const std::string one =
      server.Get("/chart.svg?q=model&ui=en&domain=%E8%A7%86%E8%A7%89%E8%AF%AD%E8%A8%80").body;
  EXPECT_EQ(CountOf("<g class=\"d", one), 1U);
  EXPECT_NE(one.find(" · Domain: 视觉语言</text>"), std::string::npos) << one;
}

TEST_F(Chart, SpeaksTheReadersLanguage) {
  const std::string domain = "&domain=!%E6%95%B0%E5%AD%A6%E6%8E%A8%E7%90%86&lang=en";
  for (const std::string& body :
       {server.Get("/chart.svg?q=" + domain + "&ui=zh").body,
        server.Get("/chart.svg?q=%20" + domain, "Accept-Language: zh-CN\r\n").body}) {
    EXPECT_NE(body.find(" lang=\"zh\""), std::string::npos);
    EXPECT_NE(body.find(">全部论文</text>"), std::string::npos) << body;
    EXPECT_NE(body.find("领域：排除数学推理 · 语言：英文</text>"), std::string::npos) << body;
    EXPECT_NE(body.find(">通用语言模型</text>"), std::string::npos);
  }
}

TEST_F(Chart, MayHaveItsStyleAndNothingElse) {
  const Reply reply = server.Get("/chart.svg?q=model");
  const std::string policy =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
  EXPECT_EQ(reply.headers.at("content-security-policy"), policy);
  const Reply unchanged =
      server.Get("/chart.svg?q=model", "If-None-Match: " + reply.headers.at("etag") + "\r\n");
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_EQ(unchanged.headers.at("content-security-policy"), policy);
  EXPECT_EQ(server.Get("/").headers.at("content-security-policy").find("unsafe"),
            std::string::npos);
}

TEST_F(Chart, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(CodeOf(server.Get("/chart.svg?sort=best")),
            "400 invalid_request: there is no parameter 'sort'");
  EXPECT_EQ(CodeOf(server.Get("/chart.svg?match=some")).substr(0, 20), "400 invalid_request:");
  EXPECT_EQ(CodeOf(server.Get("/chart.svg?since=soon")).substr(0, 20), "400 invalid_request:");
  EXPECT_EQ(CodeOf(server.Post("/chart.svg", "application/json", "{}")).substr(0, 4), "405 ");
}

TEST(ChartOfPapers, ShowsTextAsText) {
  const std::string hostile = "</text><script>alert(1)</script>\" onload='x' & ]]> <!--";
  std::vector<Paper> papers;
  for (const char* date : {"2021", "2021-02", "2023"})
    papers.push_back({.id = std::to_string(papers.size()),
                      .title = "script alert",
                      .date = date,
                      .domains = {hostile, "b", "c"}});
  const TestIndex index(papers);
  const TestServer server(index.searcher());
  for (const std::string query :
       {"alert", "%3C/title%3E%3Cscript%3Ealert%3C/script%3E", "alert%00%01%EF%BF%BE",
        "alert%20%22%3E%3Cscript%3E&author=!%3Cscript%3E", "%5D%5D%3E%20alert%26%23x%3B"}) {
    const std::string body = server.Get("/chart.svg?q=" + query).body;
    EXPECT_EQ(FaultOfXml(body), "") << body;
    EXPECT_NE(body.find("<rect "), std::string::npos) << body;
    EXPECT_EQ(body.find("<script"), std::string::npos) << body;
    EXPECT_NE(body.find("&lt;/text&gt;&lt;script&gt;"), std::string::npos) << body;
  }
}

// Whether all text stands within the picture, whatever there is to show.
TEST(ChartOfPapers, IsRightForAnyNumberOfYears) {
  for (const int years : {0, 1, 2, 10, 40, 119, 400})
    for (const int domains : {0, 1, 6, 9}) {
      std::vector<Paper> papers = {{.id = "undated", .title = "graph"}};
      for (int i = 0; i < years; ++i) {
        Paper& paper = papers.emplace_back();
        paper = {.id = std::to_string(i), .title = "graph", .date = std::to_string(1500 + i)};
        for (int k = 0; k < domains; ++k)
          paper.domains.push_back(std::string(static_cast<std::size_t>(k) * 9 + 1, 'm') +
                                  std::to_string(k));
      }
      const TestIndex index(papers);
      const std::string body = TestServer(index.searcher()).Get("/chart.svg?ui=en").body;
      EXPECT_EQ(FaultOfXml(body), "") << body;
      EXPECT_EQ(CountOf("<title>", body) > 0, years > 0);
      EXPECT_EQ(CountOf("<rect x=", body), static_cast<std::size_t>(std::min(years, 120)));
      EXPECT_EQ(body.find("nan"), std::string::npos);
      EXPECT_EQ(CountOf("None of these papers has a date</text>", body), years == 0 ? 1U : 0U);
      EXPECT_EQ(CountOf("1 undated", body), years == 0 ? 0U : 1U);
      EXPECT_EQ(CountOf("280 before 1780", body), years == 400 ? 1U : 0U);
      static const std::regex kPlace(R"re(<(?:text|rect)[^>]* x="([0-9.-]+)" y="([0-9.-]+)")re");
      for (std::sregex_iterator it(body.begin(), body.end(), kPlace), end; it != end; ++it) {
        EXPECT_GE(std::stod((*it)[1]), 0) << it->str();
        EXPECT_LE(std::stod((*it)[1]), 870) << it->str();
        EXPECT_GE(std::stod((*it)[2]), 0) << it->str();
        EXPECT_LE(std::stod((*it)[2]), 490) << it->str();
      }
    }
}

}  // namespace
}  // namespace dssearch
