// Any number of hits, and calls that may take so much and no more.

#include <gtest/gtest.h>

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "dssearch/export.h"
#include "dssearch/searcher.h"
#include "searcher/present/json.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

std::vector<Paper> ManyPapers(int count) {
  std::vector<std::string> titles;
  for (int i = 0; i < count; ++i)
    titles.push_back("paper " + std::string(static_cast<std::size_t>(i % 7), 'x') + " of many");
  return testing::Titled(titles);
}

std::string IdsOf(const std::vector<Hit>& hits) {
  std::string ids;
  for (const Hit& hit : hits) ids += hit.paper.id + " ";
  return ids;
}

TEST(Cursor, HasTheHitsOfAllPages) {
  const TestIndex index(ManyPapers(2300));
  for (const Sort sort : {Sort::kRelevance, Sort::kTitle}) {
    SearchRequest request{.query = "paper", .sort = sort, .limit = 1000};
    std::string paged;
    for (request.offset = 0; request.offset < 2300; request.offset += 1000)
      paged += IdsOf(index.searcher().Search(request).hits);
    request.offset = 0;
    request.limit = kNoLimit;
    Cursor cursor = index.searcher().Open(request);
    EXPECT_EQ(cursor.total(), 2300U);
    std::string all;
    for (std::vector<Hit> hits; !(hits = cursor.Next(150)).empty();) all += IdsOf(hits);
    EXPECT_EQ(all, paged);
  }
}

TEST(Cursor, HasAsManyHitsAsWereAskedFor) {
  const TestIndex index(ManyPapers(20));
  Cursor cursor = index.searcher().Open({.query = "paper", .offset = 3, .limit = 5});
  EXPECT_EQ(cursor.Next(3).size(), 3U);
  EXPECT_EQ(cursor.Next(3).size(), 2U);
  EXPECT_EQ(cursor.Next(3).size(), 0U);
  Cursor rest = index.searcher().Open({.query = "paper", .offset = 18, .limit = kNoLimit});
  EXPECT_EQ(rest.Next(100).size(), 2U);
  EXPECT_EQ(rest.Next(100).size(), 0U);
}

// Its summary is what a search says of the same request.
TEST(Cursor, SaysWhatASearchSays) {
  const TestIndex index(testing::CorpusPapers());
  for (const char* query : {"强化学习 推理", "transfomer", "autor:x date:2024-13 鹦鹉", ""}) {
    const SearchRequest request{.query = query, .since = "2024", .facets = {}, .explain = true};
    SearchResponse searched = index.searcher().Search(request);
    Cursor cursor = index.searcher().Open(request);
    cursor.Next(1);
    const SearchResponse summary = cursor.Summary();
    searched.hits.clear();
    searched.took_ms = 0;
    EXPECT_EQ(ToJson(summary), ToJson(searched));
  }
}

TEST(Cursor, StaysWithTheStateThatItBeganWith) {
  TestIndex index(ManyPapers(20));
  Cursor cursor = index.searcher().Open({.query = "paper", .limit = kNoLimit});
  EXPECT_EQ(cursor.Next(10).size(), 10U);
  index.Update({{.id = "new", .title = "paper paper paper"}});
  const std::string rest = IdsOf(cursor.Next(100));
  EXPECT_EQ(rest.find("new"), std::string::npos);
  EXPECT_EQ(index.searcher().Search({.query = "paper"}).total, 21U);
}

std::string ErrorOf(const auto& call) {
  try {
    call();
  } catch (const Error& e) {
    return e.code() == ErrorCode::kTooExpensive ? "too expensive"
           : e.code() == ErrorCode::kCancelled  ? "cancelled"
                                                : e.what();
  }
  return "done";
}

TEST(Budget, EndsCalls) {
  const TestIndex index(ManyPapers(300));
  const Searcher& searcher = index.searcher();
  const Budget none{.deadline = std::chrono::steady_clock::now()};
  std::stop_source source;
  const Budget stopped{.stop = source.get_token()};
  const SearchRequest request{.query = "paper \"of many\" xx*"};
  EXPECT_EQ(ErrorOf([&] { searcher.Search(request, stopped); }), "done");
  source.request_stop();
  for (const auto& [budget, error] :
       {std::pair(none, "too expensive"), std::pair(stopped, "cancelled")}) {
    EXPECT_EQ(ErrorOf([&] { searcher.Search(request, budget); }), error);
    EXPECT_EQ(ErrorOf([&] { searcher.WhyNot(request, "p1", budget); }), error);
    EXPECT_EQ(ErrorOf([&] { searcher.Similar("p1", 10, budget); }), error);
    EXPECT_EQ(ErrorOf([&] { searcher.Suggest("pap", 10, budget); }), error);
    EXPECT_EQ(ErrorOf([&] { searcher.Open(request, budget); }), error);
    Cursor cursor = searcher.Open(request);
    EXPECT_EQ(ErrorOf([&] { cursor.Next(10, budget); }), error);
    EXPECT_EQ(ErrorOf([&] { cursor.Summary(budget); }), error);
    // The next call is not the worse for it.
    EXPECT_EQ(cursor.Next(10).size(), 10U);
    EXPECT_EQ(searcher.Search(request).hits.size(), 10U);
  }
}

TEST(Exporter, WritesInPiecesWhatIsWrittenAtOnce) {
  std::vector<Paper> papers = testing::CorpusPapers();
  papers.push_back(papers.front());  // Its key is taken.
  for (const char* name : {"bibtex", "ris", "csl", "gbt7714", "jsonl", "csv", "tsv", "ids"}) {
    const ExportFormat format = *ExportFormatNamed(name);
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, papers.size()}) {
      Exporter exporter(format, "2026-11-30");
      std::string text;
      const std::span<const Paper> all(papers);
      for (std::size_t at = 0; at < papers.size(); at += size)
        text += exporter.Add(all.subspan(at, std::min(size, papers.size() - at)));
      EXPECT_EQ(text + exporter.Finish(), Export(papers, format, "2026-11-30")) << name;
    }
  }
  EXPECT_EQ(Export({}, ExportFormat::kCsl), "[]\n");
}

}  // namespace
}  // namespace dssearch
