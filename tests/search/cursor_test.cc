// Any number of hits, of one state of the index, and calls that may take so much and no more.

#include <gtest/gtest.h>

#include <algorithm>
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
           : e.code() == ErrorCode::kStateGone ? std::string("gone: ") + e.what() + " / " + e.hint()
                                               : e.what();
  }
  return "done";
}

// A page of hits.
std::string PageOf(const Searcher& searcher, std::size_t offset) {
  return IdsOf(searcher.Search({.query = "paper", .sort = Sort::kTitle, .offset = offset}).hits);
}

TEST(PinnedSearcher, StaysWithItsState) {
  TestIndex index(ManyPapers(20));
  const Searcher& searcher = index.searcher();
  const std::string first = PageOf(searcher, 0);
  const std::string second = PageOf(searcher, 10);
  const std::string commit = searcher.state().commit;
  const Searcher pinned = searcher.Pin();
  EXPECT_EQ(pinned.state().token, searcher.state().token);
  index.Update({{.id = "new", .title = "a paper"}});
  EXPECT_NE(PageOf(searcher, 10), second);
  EXPECT_EQ(searcher.size(), 21U);
  // Pinned before, or by the name that came with the first page.
  const Searcher by_name = searcher.Pin(commit);
  for (const Searcher* one : {&pinned, &by_name}) {
    EXPECT_EQ(PageOf(*one, 0), first);
    EXPECT_EQ(PageOf(*one, 10), second);
    EXPECT_EQ(one->size(), 20U);
    EXPECT_EQ(one->state().commit, commit);
    EXPECT_FALSE(one->Get("new"));
    Cursor cursor = one->Open({.query = "paper", .limit = kNoLimit});
    EXPECT_EQ(cursor.total(), 20U);
    EXPECT_EQ(one->Pin().state().commit, commit);
  }
  EXPECT_EQ(pinned.Pin(searcher.state().commit).size(), 21U);
}

TEST(PinnedSearcher, IsGoneWithTheFilesOfItsState) {
  TestIndex index(ManyPapers(20));
  const Searcher& searcher = index.searcher();
  const Searcher pinned = searcher.Pin();
  const std::string second = PageOf(pinned, 10);
  const std::string commit = pinned.state().commit;
  for (const char* id : {"a", "b", "c"}) index.Update({{.id = id, .title = "a paper"}});
  const std::string gone = "gone: '" + index.path() + "' has no more the state '" + commit +
                           "' / search its newest state, from the first page on";
  EXPECT_EQ(ErrorOf([&] { searcher.Pin(commit); }), gone);
  EXPECT_EQ(ErrorOf([&] { searcher.Pin("commit-../000001"); }),
            "gone: '" + index.path() +
                "' has no more the state 'commit-../000001' / search its newest state, from the "
                "first page on");
  // What is open stays, for as many calls at once as there were.
  EXPECT_EQ(PageOf(pinned, 10), second);
  EXPECT_EQ(PageOf(pinned.Pin(), 10), second);
  EXPECT_EQ(PageOf(pinned.Pin(commit), 10), second);
  {
    const Cursor cursor = pinned.Open({.query = "paper"});
    EXPECT_EQ(ErrorOf([&] { PageOf(pinned, 10); }), gone);
  }
  EXPECT_EQ(PageOf(pinned, 10), second);
}

TEST(Searcher, KeepsItsCachesBelowTheirBudget) {
  const TestIndex index(testing::CorpusPapers());
  const Searcher unbounded(index.path());
  for (const std::size_t budget : {std::size_t{0}, std::size_t{2'000}, std::size_t{200'000}}) {
    const Searcher searcher(index.path(), {.cache_bytes = budget});
    std::size_t most = 0;
    for (int round = 0; round < 3; ++round) {
      for (const Paper& paper : testing::CorpusPapers()) {
        for (const std::string& query : {paper.title, '"' + paper.title_zh + '"', paper.title_zh}) {
          const SearchRequest request{.query = query, .facets = {"domain", "author", "date:year"}};
          EXPECT_EQ(testing::Ids(searcher.Search(request)),
                    testing::Ids(unbounded.Search(request)));
          most = std::max(most, searcher.cache_bytes());
        }
      }
    }
    EXPECT_LE(most, budget);
    EXPECT_EQ(most > 0, budget > 10'000);
  }
  EXPECT_GT(unbounded.cache_bytes(), 200'000U);
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
    const ExportFormat format = *ValueNamed(kExportFormats, name);
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
