#include "searcher/index/local/rank/title_ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "indexer/index_writer.h"
#include "searcher/text/collation.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

// Papers, some of which have one title, or none.
std::vector<Paper> RandomPapers(std::mt19937& random, int first, int count) {
  const std::vector<std::string> words = {"rivers", "Rivers", "a", "北方", "河流", "deep", "Élan"};
  std::vector<Paper> papers;
  for (int i = first; i < first + count; ++i) {
    Paper paper{.id = std::to_string(random() % 1000) + "-" + std::to_string(i),
                .summary_en = "summary " + std::to_string(i)};
    for (auto n = random() % 3; n > 0; --n) paper.title += words[random() % words.size()] + ' ';
    papers.push_back(std::move(paper));
  }
  return papers;
}

// Runs so unlike in size that each leaves a segment of its own; or one that has all.
TEST(TitleRanking, IsTheSameInAnyNumberOfSegments) {
  std::mt19937 random(1);
  for (const std::vector<int>& runs : std::vector<std::vector<int>>{{450}, {600, 60, 6}, {60, 5}}) {
    const testing::TemporaryFolder folder;
    std::map<std::string, std::string> titles;  // By id.
    int first = 0;
    for (const int count : runs) {
      indexer::IndexWriter writer(folder / "index", indexer::IndexWriter::Mode::kUpdate);
      if (first > 0) {
        // Some papers are replaced, so that segments have deleted ones.
        const auto replaced = std::next(titles.begin(), static_cast<int>(titles.size()) / 3);
        replaced->second = "Another title";
        writer.Put({.id = replaced->first, .title = replaced->second}, "root");
      }
      for (const Paper& paper : RandomPapers(random, first, count - (first > 0 ? 1 : 0))) {
        writer.Put(paper, "root");
        titles[paper.id] = paper.title;
      }
      writer.Publish();
      first += count;
    }
    const LocalReader reader(folder / "index");
    ASSERT_EQ(reader.segments().size(), runs.size());
    DocBitSet docs(reader.last_doc());
    const text::Collation collation;
    std::vector<std::tuple<bool, std::string, std::string>> expected;
    for (const SegmentReader& segment : reader.segments())
      for (Xapian::docid doc = 1; doc <= segment.last; ++doc) {
        if (!segment.Has(doc) || random() % 4 == 0) continue;
        docs.Add(segment.base + doc);
        const std::string id(reader.ValueOf(segment.base + doc, format::kIdField));
        const std::string& title = titles.at(id);
        expected.emplace_back(title.empty(), collation.SortKey(title), id);
      }
    std::sort(expected.begin(), expected.end());
    for (int round = 0; round < 100; ++round) {
      const std::size_t offset = round == 0 ? 0 : random() % (expected.size() + 3);
      const std::size_t limit = round == 0 ? expected.size() + 7 : 1 + random() % 20;
      const std::vector<ScoredDoc> page = RankByTitle(reader, docs, offset, limit);
      ASSERT_EQ(page.size(), std::min(limit, expected.size() - std::min(offset, expected.size())));
      for (std::size_t i = 0; i < page.size(); ++i)
        ASSERT_EQ(reader.ValueOf(page[i].doc, format::kIdField), std::get<2>(expected[offset + i]))
            << offset << " + " << i;
    }
    EXPECT_TRUE(RankByTitle(reader, DocBitSet(reader.last_doc()), 0, 10).empty());
  }
}

}  // namespace
}  // namespace dssearch
