// The numbers of a chart against a count of the hits themselves.

#include "searcher/present/yearly_counts.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

// "2024 3, 2025 0, 2026 1; undated 1; earlier 1 from 1850; later 1 to 2202; 数学推理 2: 1 0 1".
std::string TextOf(const YearlyCounts& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.counts.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(counts.first_year + static_cast<int>(i)) + ' ' +
            std::to_string(counts.counts[i]);
  if (counts.undated > 0) text += "; undated " + std::to_string(counts.undated);
  if (counts.earlier > 0)
    text += "; earlier " + std::to_string(counts.earlier) + " from " +
            std::to_string(counts.earliest_year);
  if (counts.later > 0)
    text += "; later " + std::to_string(counts.later) + " to " + std::to_string(counts.latest_year);
  for (const DomainYears& domain : counts.domains) {
    text += "; " + domain.domain + ' ' + std::to_string(domain.total) + ':';
    for (const std::uint64_t count : domain.counts) text += ' ' + std::to_string(count);
  }
  return text;
}

std::string Counted(const TestIndex& index, const SearchRequest& request,
                    const YearlyLimits& limits = {}) {
  return TextOf(CountByYear(index.searcher(), request, limits));
}

std::vector<Paper> Dated(const std::vector<std::string>& dates) {
  std::vector<Paper> papers;
  for (const std::string& date : dates)
    papers.push_back({.id = "p" + std::to_string(papers.size()), .title = "graph", .date = date});
  return papers;
}

TEST(YearlyCounts, HasEachYearAndTheDomainsThatAreMostFrequent) {
  const TestIndex index({
      {.id = "1", .title = "graph", .date = "2021-03", .domains = {"a", "b"}},
      {.id = "2", .title = "graph", .date = "2021", .domains = {"a"}},
      {.id = "3", .title = "graph", .date = "2023-01-02", .domains = {"b", "c"}},
      {.id = "4", .title = "graph", .domains = {"a"}},
      {.id = "5", .title = "tree", .date = "2022", .domains = {"d"}},
  });
  EXPECT_EQ(Counted(index, {.query = "graph"}),
            "2021 2, 2022 0, 2023 1; undated 1; a 3: 2 0 0; b 2: 1 0 1; c 1: 0 0 1");
  EXPECT_EQ(Counted(index, {.query = "graph"}, {.domains = 1}),
            "2021 2, 2022 0, 2023 1; undated 1; a 3: 2 0 0");
  // Filters choose the domains, and what they exclude is not counted.
  EXPECT_EQ(Counted(index, {.query = "graph", .filters = {{"domain", "C"}, {"domain", "b"}}}),
            "2021 1, 2022 0, 2023 1; b 2: 1 0 1; c 1: 0 0 1");
  EXPECT_EQ(Counted(index, {.query = "graph", .filters = {{"domain", "a", true}}}),
            "2023 1; b 1: 1; c 1: 1");
  EXPECT_EQ(Counted(index, {.query = "forest"}), "");
  EXPECT_EQ(Counted(index, {.query = "forest", .filters = {{"domain", "a"}}}), "");
}

TEST(YearlyCounts, HasTheDatesOfTheRequestAlone) {
  const TestIndex index(Dated({"2020", "2021-03", "2021-03-09", "2021-08", "2022", "2023",
                               "2024-01", "2024-06-30", "2024-07", ""}));
  const auto counted = [&](const std::string& since, const std::string& until) {
    return Counted(index, {.query = "graph", .since = since, .until = until});
  };
  EXPECT_EQ(counted("2021", "2023"), "2021 3, 2022 1, 2023 1");
  EXPECT_EQ(counted("2021-08", "2024-06"), "2021 1, 2022 1, 2023 1, 2024 2");
  EXPECT_EQ(counted("", "2021-03-09"), "2020 1, 2021 2");
  EXPECT_EQ(counted("2024-06", ""), "2024 2");
  EXPECT_EQ(counted("2021-03-09", "2021-03-10"), "2021 2");
  EXPECT_EQ(counted("2025", ""), "");
  EXPECT_EQ(Counted(index, {.query = "graph", .last = "1y", .today = "2024-07-01"}),
            "2023 1, 2024 3");
  EXPECT_EQ(Counted(index, {.query = "graph date:2022.."}), "2022 1, 2023 1, 2024 3");
}

TEST(YearlyCounts, LeavesOutWhatIsFarFromTheRest) {
  const auto counted = [](const std::vector<std::string>& dates, std::size_t years = 120) {
    return Counted(TestIndex(Dated(dates)), {}, {.years = years});
  };
  EXPECT_EQ(counted({"1850", "2001", "2003", "2003", "2004"}),
            "2001 1, 2002 0, 2003 2, 2004 1; earlier 1 from 1850");
  EXPECT_EQ(counted({"2001", "2003", "2003", "2004", "2202"}),
            "2001 1, 2002 0, 2003 2, 2004 1; later 1 to 2202");
  // Of few papers each counts, and so do years that many papers have.
  EXPECT_EQ(counted({"0090", "2000", "2001"}), "2000 1, 2001 1; earlier 1 from 90");
  EXPECT_EQ(counted({"1960", "2001", "2002"}).substr(0, 14), "1960 1, 1961 0");
  EXPECT_EQ(counted({"1960", "1960", "2001", "2001", "2002"}).substr(0, 14), "1960 2, 1961 0");
  // The last years, where there are too many.
  EXPECT_EQ(counted({"2001", "2001", "2003", "2004", "2006"}, 4),
            "2003 1, 2004 1, 2005 0, 2006 1; earlier 2 from 2001");
}

// What the hits of a search say.
std::string Scanned(const TestIndex& index, const SearchRequest& request) {
  SearchRequest all = request;
  all.limit = kNoLimit;
  Cursor cursor = index.searcher().Open(all);
  std::map<std::string, int> years;
  std::map<std::string, int> domains;
  int papers = 0;
  for (std::vector<Hit> hits = cursor.Next(100); !hits.empty(); hits = cursor.Next(100))
    for (const Hit& hit : hits) {
      const std::string year = hit.paper.date.substr(0, 4);
      ++papers;
      ++years[year];
      for (const std::string& domain : hit.paper.domains) ++domains[domain + ' ' + year];
    }
  std::string text = std::to_string(papers) + ':';
  for (const auto& [year, count] : years)
    text += ' ' + (year.empty() ? "undated" : year) + ' ' + std::to_string(count);
  for (const auto& [domain, count] : domains) text += "; " + domain + ' ' + std::to_string(count);
  return text;
}

// The same from the counts.
std::string AsScanned(const YearlyCounts& counts) {
  std::string text = std::to_string(counts.response.total) + ':';
  if (counts.undated > 0) text += " undated " + std::to_string(counts.undated);
  std::map<std::string, std::uint64_t> domains;
  for (std::size_t i = 0; i < counts.counts.size(); ++i) {
    const std::string year = std::to_string(counts.first_year + static_cast<int>(i));
    if (counts.counts[i] > 0) text += ' ' + year + ' ' + std::to_string(counts.counts[i]);
    for (const DomainYears& domain : counts.domains)
      if (domain.counts[i] > 0) domains[domain.domain + ' ' + year] = domain.counts[i];
  }
  for (const auto& [domain, count] : domains) text += "; " + domain + ' ' + std::to_string(count);
  return text;
}

TEST(YearlyCounts, AreThoseOfTheHits) {
  const TestIndex index(testing::CorpusPapers());
  std::size_t several = 0;
  for (const char* query :
       {"", "模型", "强化学习 推理", "GRPO", "mixture of experts", "transfomer", "强花学习",
        "model OR 模型", "model -推理", "author:\"Wenfeng Liang\"", "large language model 2024",
        "混合专家 鹦鹉", "推理 2023", "data selection pipeline for mathematical reasoning GRPO",
        "domain:数学推理", "date:2024-05..2025", "强化学习 2024年的论文"})
    for (const SearchRequest& filtered :
         std::vector<SearchRequest>{{},
                                    {.since = "2024-03"},
                                    {.since = "2024-02-05", .until = "2025-06"},
                                    {.last = "18m", .today = "2025-08-01"},
                                    {.match = Match::kAny},
                                    {.match = Match::kAll, .translate = false},
                                    {.filters = {{"domain", "general language models", true}}},
                                    {.filters = {{"author", "Wenfeng Liang"}}, .until = "2024"}}) {
      SearchRequest request = filtered;
      request.query = query;
      const YearlyCounts counts =
          CountByYear(index.searcher(), request, {.domains = 100}, Budget());
      EXPECT_EQ(AsScanned(counts), Scanned(index, request))
          << query << " since " << request.since << " until " << request.until << " last "
          << request.last;
      if (counts.domains.size() > 1) ++several;
    }
  EXPECT_GT(several, 50U);
}

TEST(YearlyCounts, TakeTheirBudgetTogether) {
  const TestIndex index(testing::CorpusPapers());
  try {
    CountByYear(index.searcher(), {}, {}, {.deadline = std::chrono::steady_clock::now()});
    FAIL() << "no error";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kTooExpensive);
  }
}

}  // namespace
}  // namespace dssearch
