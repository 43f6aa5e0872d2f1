#include "indexer/merge_policy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dssearch::indexer {
namespace {

// A letter for each segment: k, r, m.
std::string Fates(const std::vector<SegmentSize>& segments, std::uint64_t added) {
  std::string letters;
  for (const Fate fate : ChooseFates(segments, added))
    letters += fate == Fate::kKept ? 'k' : fate == Fate::kMerged ? 'm' : 'r';
  return letters;
}

TEST(MergePolicy, ChoosesBySizeAndDeletions) {
  struct Row {
    std::vector<SegmentSize> segments;
    std::uint64_t added;
    const char* fates;
  };
  const std::vector<Row> rows = {
      {{}, 10, ""},
      {{{100'000, 0}}, 100, "k"},
      {{{100'000, 0}, {100, 0}}, 100, "km"},
      {{{100'000, 0}, {1700, 0}, {100, 0}}, 100, "kkm"},
      {{{100'000, 0}, {1700, 0}, {100, 0}}, 120, "kmm"},
      {{{800, 0}}, 100, "m"},
      {{{801, 0}}, 100, "k"},
      // Of more than a third the rest is written anew, which counts as added.
      {{{300, 100}}, 1, "k"},
      {{{300, 101}}, 1, "r"},
      {{{1000, 0}, {300, 101}}, 0, "mr"},
      {{{2000, 0}, {300, 101}}, 0, "kr"},
      // Nothing is written where papers are only removed, and nothing kept of what has none.
      {{{1000, 5}, {10, 2}}, 0, "kk"},
      {{{1000, 5}, {10, 10}}, 0, "kr"},
      {{{10, 10}}, 0, "r"},
  };
  for (const auto& [segments, added, fates] : rows)
    EXPECT_EQ(Fates(segments, added), fates) << segments.size() << " and " << added;
}

// Updates of any size leave few segments, and write each paper a few times.
TEST(MergePolicy, KeepsFewSegments) {
  for (const std::uint64_t added : {1U, 7U, 100U, 1000U}) {
    std::vector<SegmentSize> segments;
    std::uint64_t papers = 0;
    std::uint64_t written = 0;
    while (papers < 200'000) {
      const std::vector<Fate> fates = ChooseFates(segments, added);
      SegmentSize merged{added, 0};
      std::vector<SegmentSize> left;
      for (std::size_t i = 0; i < segments.size(); ++i) {
        if (fates[i] == Fate::kMerged) merged.papers += segments[i].papers;
        if (fates[i] == Fate::kKept) left.push_back(segments[i]);
      }
      left.push_back(merged);
      segments = left;
      papers += added;
      written += merged.papers;
      ASSERT_LE(segments.size(), 7U);
    }
    EXPECT_LE(written, 30 * papers) << added;
  }
}

}  // namespace
}  // namespace dssearch::indexer
