// What came into the index, or changed, when: added:7d, changed:2026-11, and the order by it.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "tests/testing/clock.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Clock;
using testing::Ids;
using testing::kDay;
using testing::kNovember;
using testing::Make;
using testing::TestIndex;

class Added : public ::testing::Test {
 protected:
  // p1, p2 and p3 of the first of November, p4 of the tenth, when p1 changed, and p5 of the last
  // second of the thirtieth.
  Added() {
    clock_.Set(kNovember + 9 * kDay);
    index_.Update({Make("p1", "Graphs, changed", "2020"), Make("p4", "Graphs", "1999")});
    clock_.Set(kNovember + 30 * kDay - 1);
    index_.Update({Make("p5", "Graphs")});
  }

  std::string Found(const std::string& query, const std::string& today = "2026-11-30") {
    const SearchResponse response = index_.searcher().Search(
        {.query = query, .today = today, .match = Match::kAll, .sort = Sort::kOldest});
    std::string out = Ids(response);
    for (const Note& note : response.notes) out += " ! " + note.text();
    return out;
  }

  std::string Sorted(const std::string& query, std::size_t offset = 0, std::size_t limit = 10) {
    return Ids(index_.searcher().Search(
        {.query = query, .sort = Sort::kAdded, .offset = offset, .limit = limit}));
  }

  Clock clock_{kNovember};
  TestIndex index_{
      {Make("p1", "Graphs", "2020"), Make("p2", "Graphs"), Make("p3", "Graphs", "2021-05")}};
};

TEST_F(Added, IsWhatIsNewSinceACommit) {
  const auto found = [&](const std::string& commit, const std::string& query = "") {
    return Ids(
        index_.searcher().Search({.query = query, .added_after = commit, .sort = Sort::kOldest}));
  };
  EXPECT_EQ(found("commit-000000"), "p4 p1 p3 p2 p5");
  EXPECT_EQ(found("commit-000001"), "p4 p5");  // p1 has only changed.
  EXPECT_EQ(found("commit-000002"), "p5");
  EXPECT_EQ(found("commit-000003"), "");
  EXPECT_EQ(found("commit-000001", "date:1999"), "p4");
  EXPECT_EQ(index_.searcher().Search({.added_after = "commit-000001"}).facets.size(), 2U);
  try {
    found("yesterday");
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "there is no commit 'yesterday'");
    EXPECT_EQ(e.hint(), "a commit has a name like commit-000007");
  }
  const Verdict verdict =
      index_.searcher().WhyNot({.query = "graphs", .added_after = "commit-000002"}, "p4");
  EXPECT_FALSE(verdict.found);
  EXPECT_EQ(verdict.conditions.back().text, "added after commit-000002");
}

TEST_F(Added, IsSearchedByDays) {
  struct Row {
    std::string query;
    std::string found;
  };
  const Row rows[] = {
      {"added:2026-11", "p4 p1 p3 p2 p5"},
      {"added:2026-11-01", "p1 p3 p2"},
      {"added:2026-11-01..2026-11-09", "p1 p3 p2"},
      {"added:..2026-11-10", "p4 p1 p3 p2"},
      {"added:2026-11-11..", "p5"},
      {"added:2026-12..", ""},
      {"added:2025", ""},
      {"changed:2026-11-02..", "p4 p1 p5"},
      {"changed:2026-11-01", "p3 p2"},
      {"收录:2026年11月10日", "p4"},
      {"更新：2026年11月10日", "p4 p1"},
      {"graphs -added:2026-11-01", "p4 p5"},
      {"changed:2026-11-10 added:2026-11-01", "p1"},
      {"(added:2026-11-10 OR added:2026-11-30) date:1999", "p4"},
      {"added:7d", "p5 ! '7d' is read as dates: 2026-11-23.."},
      {"added:3w", "p4 p5 ! '3w' is read as dates: 2026-11-09.."},
      {"changed:近一个月", "p4 p1 p3 p2 p5 ! '近一个月' is read as dates: 2026-10-30.."},
  };
  for (const auto& [query, found] : rows) EXPECT_EQ(Found(query), found) << query;
  // Where it is the twenty-ninth still, what is of the thirtieth in UTC was added in the last day.
  EXPECT_EQ(Found("added:1d", "2026-11-29"), "p5 ! '1d' is read as dates: 2026-11-28..");
  EXPECT_EQ(Found("added:soon").substr(0, 30), " ! 'soon' is not a date or a r");
}

TEST_F(Added, IsAnOrder) {
  EXPECT_EQ(Sorted("graphs"), "p5 p4 p3 p1 p2");
  EXPECT_EQ(Sorted(""), "p5 p4 p3 p1 p2");
  EXPECT_EQ(Sorted("graphs", 1, 2), "5/p4 p3");
  EXPECT_EQ(Sorted("graphs", 9, 2), "5/");
  EXPECT_EQ(Sorted("added:2026-11-01"), "p3 p1 p2");
}

TEST_F(Added, IsSaidOfEachHit) {
  const SearchResponse response =
      index_.searcher().Search({.query = "graphs", .sort = Sort::kAdded, .limit = 4});
  const auto text = [](const IndexRun& run) { return run.commit + ' ' + run.time; };
  ASSERT_EQ(Ids(response), "5/p5 p4 p3 p1");
  EXPECT_EQ(text(response.hits[0].added), "commit-000003 2026-11-30T23:59:59Z");
  EXPECT_EQ(text(response.hits[3].added), "commit-000001 2026-11-01T00:00:00Z");
  EXPECT_EQ(text(response.hits[3].changed), "commit-000002 2026-11-10T00:00:00Z");
  for (const Hit& hit : index_.searcher().Similar("p1", 2))
    EXPECT_EQ(hit.added.time.substr(0, 8), "2026-11-") << hit.paper.id;
}

// Two ranges of the same days over different fields are different queries.
TEST_F(Added, IsKeptApartFromDates) {
  EXPECT_EQ(Found("date:2026-11-01..2026-11-09"), "");
  EXPECT_EQ(Found("added:2026-11-01..2026-11-09"), "p1 p3 p2");
  EXPECT_EQ(Found("changed:2026-11-01..2026-11-09"), "p3 p2");
}

}  // namespace
}  // namespace dssearch
