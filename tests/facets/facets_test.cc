#include <gtest/gtest.h>

#include <string>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Ids;
using testing::TestIndex;

std::vector<Paper> Papers() {
  return {
      {.id = "p1", .title = "推理 甲", .date = "2024-01-05", .domains = {"数学推理"}},
      {.id = "p2", .title = "推理 乙", .date = "2024-01", .domains = {"代码智能"}},
      {.id = "p3", .title = "推理 丙", .date = "2024-06-17", .domains = {"代码智能", "数学推理"}},
      {.id = "p4", .title = "推理 丁", .date = "2025"},
      {.id = "p5", .title = "别的 戊", .date = "2024-06-17", .domains = {"Math"}},
      {.id = "p6", .title = "推理 己"},
  };
}

// "total | domain: value count*, ... | date: ..." where * marks what is selected.
std::string Counted(const SearchResponse& response) {
  std::string out = std::to_string(response.total);
  for (const Facet& facet : response.facets) {
    out += " | " + facet.field + ":";
    for (const FacetCount& count : facet.counts)
      out += " " + (count.value.empty() ? "undated" : count.value) + " " +
             std::to_string(count.count) + (count.selected ? "*" : "");
  }
  return out;
}

TEST(Facets, CountValuesOfThePapersFound) {
  const TestIndex index(Papers());
  EXPECT_EQ(
      Counted(index.searcher().Search({.query = "推理"})),
      "5 | domain: 代码智能 2 数学推理 2 | date: 2024-01 2 2024-02 0 2024-03 0 2024-04 0 2024-05 0 "
      "2024-06 1 2025 1 undated 1");
}

TEST(Facets, AreNotNarrowedByTheirOwnFilter) {
  const TestIndex index(Papers());
  EXPECT_EQ(
      Counted(index.searcher().Search({.query = "推理", .filters = {{"domain", "数学推理"}}})),
      "2 | domain: 代码智能 2 数学推理 2* | date: 2024-01 1 2024-02 0 2024-03 0 2024-04 0 2024-05 "
      "0 "
      "2024-06 1");
}

TEST(Facets, AreNarrowedByTheFiltersOfOthers) {
  const TestIndex index(Papers());
  EXPECT_EQ(
      Counted(index.searcher().Search({.query = "推理", .since = "2024-06", .until = "2024"})),
      "1 | domain: 代码智能 1 数学推理 1 | date: 2024-01 2 2024-02 0 2024-03 0 2024-04 0 2024-05 0 "
      "2024-06 1* 2024-07 0* 2024-08 0* 2024-09 0* 2024-10 0* 2024-11 0* 2024-12 0* 2025 1 "
      "undated 1");
}

TEST(Facets, ListSelectedValuesAtZeroToo) {
  const TestIndex index(Papers());
  EXPECT_EQ(
      Counted(index.searcher().Search({.query = "别的", .filters = {{"domain", "代码智能"}}})),
      "0 | domain: Math 1 代码智能 0* | date:");
}

TEST(Facets, CountAuthorsKeywordsAndVenues) {
  std::vector<Paper> papers = Papers();
  papers[0].authors = {"Zhihong Shao", "Peiyi Wang"};
  papers[1].authors = {"Zhihong Shao", "ZHIHONG SHAO"};
  papers[2].keywords_zh = {"大语言模型"};
  papers[2].keywords_en = {"LLM"};
  papers[3].keywords_en = {"llm"};
  papers[3].venue = "中国图书馆学报";
  const TestIndex index(papers);
  const auto counted = [&index](const std::string& field, std::vector<Filter> filters) {
    return Counted(index.searcher().Search(
        {.query = "推理", .filters = std::move(filters), .facets = {field}}));
  };
  EXPECT_EQ(counted("author", {}), "5 | author: Zhihong Shao 2 Peiyi Wang 1");
  EXPECT_EQ(counted("author", {{"author", "zhihong shao"}}),
            "2 | author: Zhihong Shao 2* Peiyi Wang 1");
  EXPECT_EQ(counted("author", {{"author", "Shao"}}),  // Whole names only.
            "0 | author: Zhihong Shao 2 Peiyi Wang 1 Shao 0*");
  EXPECT_EQ(counted("venue", {}), "5 | venue: 中国图书馆学报 1");
  EXPECT_EQ(counted("keyword", {{"venue", "中国图书馆学报"}}), "1 | keyword: LLM 1");
  EXPECT_EQ(Ids(index.searcher().Search({.query = "keyword:LLM"})), "p4 p3");
  EXPECT_EQ(Ids(index.searcher().Search({.query = "期刊:中国图书馆学报"})), "p4");
}

TEST(Facets, CountDatesByDayMonthOrYear) {
  const TestIndex index(Papers());
  const auto counted = [&index](const std::string& facet, const std::string& since) {
    return Counted(index.searcher().Search({.query = "推理", .since = since, .facets = {facet}}));
  };
  EXPECT_EQ(counted("date:year", ""), "5 | date: 2024 3 2025 1 undated 1");
  EXPECT_EQ(counted("date:year", "2024-05"), "2 | date: 2024 3* 2025 1* undated 1");
  EXPECT_EQ(counted("date:month", "2025").substr(0, 30), "1 | date: 2024-01 2 2024-02 0 ");
  const std::string days = counted("date:day", "");
  EXPECT_EQ(days.substr(0, 43), "5 | date: 2024-01 1 2024-01-05 1 2024-01-06");
  EXPECT_NE(days.find(" 2024-02-29 0 2024-03-01 0 "), std::string::npos);
  std::vector<Paper> papers = Papers();
  papers[0].date = "0001-01";
  papers[1].date = "9999-12";
  EXPECT_EQ(Counted(TestIndex(papers).searcher().Search({.query = "推理", .facets = {"date"}})),
            "5 | date: 0001-01 1 2024-06 1 2025 1 9999-12 1 undated 1");  // Too long to fill.
}

TEST(Facets, ShowTheMostFrequentAndTheSearchedValues) {
  std::vector<Paper> papers = Papers();
  papers[0].authors = {"Zhihong Shao", "Peiyi Wang", "Daya Guo"};
  papers[1].authors = {"Zhihong Shao", "Runxin Xu"};
  papers[2].authors = {"Peiyi Wang", "王培一", "Zhihong Shao"};
  const TestIndex index(papers);
  const auto counted = [&index](FacetRequest facet, std::vector<Filter> filters) {
    return Counted(
        index.searcher().Search({.filters = std::move(filters), .facets = {std::move(facet)}}));
  };
  EXPECT_EQ(counted("author:2", {}), "6 | author: Zhihong Shao 3 Peiyi Wang 2");
  EXPECT_EQ(counted("author:1", {{"author", "daya guo"}}),
            "1 | author: Zhihong Shao 3 Daya Guo 1*");
  EXPECT_EQ(counted("作者~WANG", {}), "6 | author: Peiyi Wang 2");
  EXPECT_EQ(counted("author:1~i", {}), "6 | author: Zhihong Shao 3");
  EXPECT_EQ(index.searcher().Search({.facets = {"author:2"}}).facets[0].values, 5U);
  // Further ones, of which no selected one comes twice.
  EXPECT_EQ(counted("author:2:1", {}), "6 | author: Peiyi Wang 2 Daya Guo 1");
  EXPECT_EQ(counted("author:9:3", {{"author", "daya guo"}}), "1 | author: Runxin Xu 1 王培一 1");
  EXPECT_EQ(counted("author:2:9", {{"author", "daya guo"}}), "1 | author:");
  EXPECT_EQ(counted("author:0:4", {}), "6 | author: 王培一 1");
  EXPECT_EQ(counted("date:year:2", {}), "6 | date: 2024 4 2025 1");
  EXPECT_EQ(counted("date:year:1:1", {}), "6 | date: 2025 1");
}

TEST(Facets, CountWhatAFallbackToAnyWordFinds) {
  const TestIndex index(Papers());
  const SearchResponse found = index.searcher().Search({.query = "推理 xyzzy"});
  EXPECT_EQ(found.match, Match::kAny);
  EXPECT_EQ(Counted(found), Counted(index.searcher().Search({.query = "推理"})));
}

TEST(Facets, AreTheSameWhateverIsShown) {
  const TestIndex index(Papers());
  const std::string all = Counted(index.searcher().Search({.query = "推理"}));
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest})
    for (const std::size_t offset : {0, 1, 3, 100})
      for (const std::size_t limit : {0, 1, 10})
        EXPECT_EQ(Counted(index.searcher().Search(
                      {.query = "推理", .sort = sort, .offset = offset, .limit = limit})),
                  all);
}

TEST(Filters, TakeAnyOfTheValuesOfAField) {
  const TestIndex index(Papers());
  const auto found = [&index](std::vector<Filter> filters) {
    return Ids(index.searcher().Search({.filters = std::move(filters), .sort = Sort::kOldest}));
  };
  EXPECT_EQ(found({{"domain", "数学推理"}}), "p1 p3");
  EXPECT_EQ(found({{"domain", "数学推理"}, {"domain", "代码智能"}}), "p2 p1 p3");
  EXPECT_EQ(found({{"domain", "数学推理", true}}), "p2 p5 p4 p6");
  EXPECT_EQ(found({{"domain", "代码智能"}, {"domain", "数学推理", true}}), "p2");
  EXPECT_EQ(found({{"domain", "ＭＡＴＨ"}}), "p5");  // Case and width do not matter.
  EXPECT_EQ(found({{"domain", "无"}}), "");
  EXPECT_EQ(found({{"lang", "en"}}), "");
}

TEST(Filters, MatchDatesThatOverlap) {
  const TestIndex index(Papers());
  const auto found = [&index](const std::string& since, const std::string& until) {
    return Ids(index.searcher().Search({.since = since, .until = until, .sort = Sort::kOldest}));
  };
  EXPECT_EQ(found("2024-01", "2024-01"), "p2 p1");
  EXPECT_EQ(found("2024-01-06", "2024-01-31"), "p2");  // Some day of January 2024.
  EXPECT_EQ(found("2024-06", ""), "p3 p5 p4");
  EXPECT_EQ(found("", "2024-05"), "p2 p1");
  EXPECT_EQ(found("2025-03", "2025-04"), "p4");
  EXPECT_EQ(found("0000", "9999"), "p2 p1 p3 p5 p4");  // Undated papers are in no range.
}

std::string ErrorOf(const SearchRequest& request) {
  const TestIndex index(Papers());
  try {
    index.searcher().Search(request);
    index.searcher().Check(request);
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kInvalidRequest);
    EXPECT_THROW(index.searcher().Check(request), Error);
    return std::string(e.what()) + " / " + e.hint();
  }
  return "no error";
}

TEST(Filters, SayWhatIsWrongWithARequest) {
  EXPECT_EQ(ErrorOf({.since = "2024-13"}),
            "'2024-13' is not a date / a date is YYYY, YYYY-MM or YYYY-MM-DD");
  EXPECT_EQ(ErrorOf({.until = "June"}),
            "'June' is not a date / a date is YYYY, YYYY-MM or YYYY-MM-DD");
  EXPECT_EQ(ErrorOf({.since = "2025", .until = "2024"}),
            "the range ends before it begins: 2025 to 2024 / swap the two dates");
  EXPECT_EQ(
      ErrorOf({.filters = {{"colour", "red"}}}),
      "there is no filter on 'colour' / there are filters on: author, domain, lang, keyword, tag, "
      "venue");
  EXPECT_EQ(
      ErrorOf({.facets = {"colour"}}),
      "there is no facet 'colour' / there are facets for: author, domain, lang, keyword, tag, "
      "venue, date");
  EXPECT_EQ(ErrorOf({.facets = {"date:decade"}}),
            "there is no facet 'date:decade' / there are facets for: author, domain, lang, "
            "keyword, tag, venue, date");
  EXPECT_EQ(ErrorOf({.limit = 1001}),
            "a search returns at most 1000 hits / ask for pages with offset, or open a Cursor: "
            "Searcher::Open");
}

}  // namespace
}  // namespace dssearch
