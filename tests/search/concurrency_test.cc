#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "indexer/index_writer.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using indexer::IndexWriter;

// The guarantee of searcher.h: every member may be called from many threads, and each call sees one
// state of the index while it is updated and rebuilt.
TEST(Concurrency, ManyThreadsSearchWhileTheIndexChanges) {
  testing::TestIndex index(testing::Titled({"检索 one", "推理 two", "Learning three"}));
  const Searcher& searcher = index.searcher();
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> searches = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      while (!done) {
        // In every state of the index one paper has the word.
        const SearchResponse response = searcher.Search({.query = "推理"});
        if (response.total != 1 || response.hits.size() != 1) ++wrong;
        const SearchResponse sorted = searcher.Search(
            {.query = "lang:en OR lang:zh", .sort = Sort::kTitle, .facets = {"lang", "date:year"}});
        if (sorted.hits.size() != 3 || sorted.facets[0].counts.size() != 2) ++wrong;
        if (searcher.size() != 3) ++wrong;
        if (!searcher.Get("p1")) ++wrong;
        if (searcher.Suggest("three").size() != 1) ++wrong;
        searcher.Similar("p3");
        const Searcher pinned = searcher.Pin();
        if (pinned.Search({.query = "推理"}).total != 1) ++wrong;
        if (pinned.state().token != pinned.Pin().state().token) ++wrong;
        ++searches;
      }
    });
  }
  for (int round = 0; round < 10; ++round) {
    std::vector<Paper> papers = testing::Titled({"检索 one", "推理 two", "Learning three"});
    papers[0].summary_en = "round " + std::to_string(round);
    if (round % 3 == 2) {
      IndexWriter writer(index.path(), IndexWriter::Mode::kRebuild);
      for (const Paper& paper : papers) writer.Put(paper, "test");
      writer.Publish();
    } else {
      index.Update(papers);
    }
  }
  while (searches < 20) std::this_thread::yield();
  done = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace dssearch
