#include "indexer/progress.h"

#include <gtest/gtest.h>

namespace dssearch::indexer {
namespace {

TEST(Progress, TellsOfTheWholeRun) {
  struct Row {
    double seconds;
    Progress::State state;
    const char* line;
  };
  constexpr std::uint64_t kMB = 1'000'000;
  const Row rows[] = {
      {1, {500, 0, kMB, 10 * kMB}, "500 records, 1.0 MB, 1.0 MB/s, 0:09 to go"},
      {2, {1'000, 2, 2 * kMB, 10 * kMB}, "1,000 records, 2.0 MB, 1.0 MB/s, 0:08 to go, 2 rejected"},
      // Slower now: the run takes longer, but the time to go does not grow.
      {8, {1'500, 2, 4 * kMB, 10 * kMB}, "1,500 records, 4.0 MB, 0.5 MB/s, 0:08 to go, 2 rejected"},
      {10,
       {4'000, 2, 8 * kMB, 10 * kMB},
       "4,000 records, 8.0 MB, 0.8 MB/s, 0:02 to go, 2 rejected"},
      {12, {5'000, 2, 10 * kMB, 10 * kMB}, "5,000 records, 10.0 MB, 0.8 MB/s, 2 rejected"},
  };
  Progress progress(Progress::Mode::kNever);
  for (const auto& [seconds, state, line] : rows) EXPECT_EQ(progress.LineOf(state, seconds), line);
}

TEST(Progress, LeavesOutWhatIsNotKnown) {
  Progress progress(Progress::Mode::kNever);
  EXPECT_EQ(progress.LineOf({1'234'567, 0, 3'000'000, 0}, 2),
            "1,234,567 records, 3.0 MB, 1.5 MB/s");
  EXPECT_EQ(progress.LineOf({0, 0, 0, 3'000'000}, 2), "0 records, 0.0 MB, 0.0 MB/s");
}

}  // namespace
}  // namespace dssearch::indexer
