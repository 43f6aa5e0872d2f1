// When papers were added and changed, through updates, rebuilds and upgrades.

#include "indexer/paper_history.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstddef>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "indexer/index_check.h"
#include "indexer/index_writer.h"
#include "searcher/format/commit.h"
#include "searcher/format/stored_index.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/clock.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

using Mode = IndexWriter::Mode;
using testing::Clock;
using testing::kDay;
using testing::kNovember;
using testing::TemporaryFolder;
using testing::TitledPaper;

// The papers of an index with the commits that added and changed them, "a:1/2 b:2/2"; a day of
// November follows where it is not the number of the commit.
std::string HistoryOf(const std::string& index) {
  std::map<std::string, std::string> histories;
  const auto text = [](const format::Run& run) {
    const std::string commit = std::to_string(run.commit);
    const std::string day = std::to_string((run.time - kNovember) / kDay + 1);
    return commit == day ? commit : commit + "@" + day;
  };
  format::ForEachStoredPaper(format::OpenStoredIndex(index),
                             [&](const Paper& paper, const format::Provenance& from) {
                               histories[paper.id] = text(from.added) + '/' + text(from.changed);
                             });
  std::string out;
  for (const auto& [id, history] : histories)
    out.append(out.empty() ? "" : " ").append(id).append(":").append(history);
  return out;
}

// An index whose n-th run is on the n-th of November.
class PaperHistoryTest : public ::testing::Test {
 protected:
  using Papers = std::vector<Paper>;

  std::string Run(const Papers& papers, const std::string& source = "root",
                  Mode mode = Mode::kUpdate) {
    clock_.Set(kNovember + days_++ * kDay);
    IndexWriter writer(index_, mode);
    for (const Paper& paper : papers) writer.Put(paper, source);
    writer.Publish();
    for (const Warning& warning : writer.TakeWarnings()) warned_ += warning.what + '\n';
    EXPECT_EQ(CheckIndex(index_), std::vector<std::string>());
    return HistoryOf(index_);
  }

  const TemporaryFolder folder_;
  const std::string index_ = folder_ / "index";
  int days_ = 0;
  Clock clock_{kNovember};
  std::string warned_;
};

TEST_F(PaperHistoryTest, FollowsAPaper) {
  const Paper a = TitledPaper("a", "T");
  const Paper b = TitledPaper("b", "U");
  const Paper changed = {.id = "a", .title = "T", .summary_en = "More."};
  EXPECT_EQ(Run({a, b}), "a:1/1 b:1/1");
  EXPECT_EQ(Run({changed, b}), "a:1/2 b:1/1");
  EXPECT_EQ(Run({TitledPaper("c", "V")}), "a:1/2 b:1/1 c:3/3");
  // One that moved is the same paper.
  EXPECT_EQ(Run({changed, b}, "elsewhere"), "a:1/2 b:1/1 c:3/3");
  // Of those with one id the last counts, whatever was put before it.
  EXPECT_EQ(Run({a, changed, a}), "a:1/5 b:1/1 c:3/3");
  EXPECT_EQ(Run({a, a}), "a:1/5 b:1/1 c:3/3");
  EXPECT_EQ(Run({TitledPaper("d", "W"), TitledPaper("d", "w.")}), "a:1/5 b:1/1 c:3/3 d:7/7");
}

TEST_F(PaperHistoryTest, BeginsAnewForAPaperThatWasRemoved) {
  Run({TitledPaper("a", "T"), TitledPaper("b", "U"), TitledPaper("c", "V"), TitledPaper("d", "W")});
  Run({TitledPaper("a", "T, once more")});
  {
    clock_.Set(kNovember + days_++ * kDay);
    IndexWriter writer(index_, Mode::kUpdate);
    EXPECT_TRUE(writer.Remove("a"));
    writer.Publish();
  }
  EXPECT_EQ(Run({TitledPaper("a", "T")}), "a:4/4 b:1/1 c:1/1 d:1/1");
}

TEST_F(PaperHistoryTest, FollowsAPaperUnderAnotherId) {
  Run({{.id = "a", .title = "On T", .authors = {"Ann Li"}, .date = "2020"}});
  EXPECT_EQ(Run({{.id = "b", .title = "On T", .authors = {"Ann Li"}, .date = "2020"}}), "b:1/2");
}

TEST_F(PaperHistoryTest, OutlivesMergesAndRewrites) {
  const auto papers = [](int first, int last, const std::string& title) {
    Papers all;
    for (int id = first; id < last; ++id) all.push_back(TitledPaper(std::to_string(id), title));
    return all;
  };
  Run(papers(100, 200, "T"));
  Run(papers(200, 202, "T"));        // A segment of its own,
  Run(papers(202, 204, "T"));        // which is merged with this one.
  Run(papers(100, 140, "changed"));  // The first segment is written anew.
  std::string expected;
  for (int id = 100; id < 204; ++id) {
    const std::string history = id < 140 ? "1/4" : id < 200 ? "1/1" : id < 202 ? "2/2" : "3/3";
    expected += (expected.empty() ? "" : " ") + std::to_string(id) + ':' + history;
  }
  EXPECT_EQ(HistoryOf(index_), expected);
  EXPECT_EQ(format::ReadCommit(index_).segments.size(), 1U);
}

TEST_F(PaperHistoryTest, OutlivesARebuild) {
  const Paper a = TitledPaper("a", "T");
  const Paper b = TitledPaper("b", "U");
  Run({a});
  Run({a, b});
  EXPECT_EQ(Run({a, TitledPaper("b", "U!"), TitledPaper("c", "V")}, "root", Mode::kRebuild),
            "a:1/1 b:2/3 c:3/3");
  EXPECT_EQ(warned_, "");
}

// What is damaged is neither trusted nor in the way of the rebuild that mends it.
TEST_F(PaperHistoryTest, BeginsAnewWhereARebuiltIndexIsDamaged) {
  const Paper a = TitledPaper("a", "T");
  Run({a});
  {
    std::fstream bytes(index_ + "/segment-000001/postlist.glass",
                       std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekp(9000);
    bytes.put('x');
  }
  EXPECT_EQ(Run({a}, "root", Mode::kRebuild), "a:2/2");
  EXPECT_EQ(warned_.substr(0, warned_.find(':')),
            "'" + index_ + "' cannot be read, when papers in it were added is lost");
}

TEST_F(PaperHistoryTest, AgreesWithWhatWasDoneInAnyOrder) {
  struct Known {
    std::string summary;
    unsigned long added;
    unsigned long changed;
  };
  std::map<std::string, Known> papers;
  std::mt19937 random(11);
  unsigned long commit = 1;
  for (int round = 0; round < 100; ++round) {
    clock_.Set(kNovember + static_cast<long long>(commit - 1) * kDay);
    const bool rebuild = round % 20 == 19;
    IndexWriter writer(index_, rebuild ? Mode::kRebuild : Mode::kUpdate);
    std::map<std::string, Known> after;
    if (!rebuild) after = papers;
    std::set<std::string> ids;
    for (std::size_t n = rebuild ? 120 : 1 + random() % 15; n > 0; --n)
      ids.insert(std::to_string(100 + random() % 80));
    for (const std::string& id : ids) {
      const std::string summary(1 + random() % 2, 'x');
      if (!rebuild && random() % 5 == 0) {
        EXPECT_EQ(writer.Remove(id), after.erase(id) > 0);
        continue;
      }
      writer.Put({.id = id, .title = "Paper " + id, .summary_en = summary},
                 random() % 3 == 0 ? "here" : "there");
      const auto known = papers.find(id);
      after[id] = known == papers.end() ? Known{summary, commit, commit} : known->second;
      if (after[id].summary != summary) after[id] = {summary, after[id].added, commit};
    }
    writer.Publish();
    papers = std::move(after);
    commit = format::ReadCommit(index_).number + 1;
    std::string expected;
    for (const auto& [id, known] : papers)
      expected += (expected.empty() ? "" : " ") + id + ':' + std::to_string(known.added) + '/' +
                  std::to_string(known.changed);
    ASSERT_EQ(HistoryOf(index_), expected) << round;
  }
}

TEST_F(PaperHistoryTest, SaysWhatIsNoTime) {
  ::setenv("SOURCE_DATE_EPOCH", "soon", 1);
  EXPECT_EQ(testing::ErrorOf([&] { IndexWriter writer(index_, Mode::kUpdate); }),
            "invalid: SOURCE_DATE_EPOCH is no number of seconds: 'soon' / unset it, or set it to "
            "seconds since 1970");
}

}  // namespace
}  // namespace dssearch::indexer
