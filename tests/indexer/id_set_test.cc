#include "indexer/id_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace dssearch::indexer {
namespace {

TEST(IdSet, HoldsWhatWasAdded) {
  IdSet set;
  EXPECT_FALSE(set.Has(5));
  std::mt19937_64 random(1);
  std::set<std::uint64_t> expected;
  for (int i = 0; i < 100'000; ++i) {
    // Some collide, in their slots and altogether.
    const std::uint64_t hash = random() % 3 == 0 ? 2 + random() % 1000 * 1024 : random();
    EXPECT_EQ(set.Add(hash), expected.insert(hash).second);
    const std::uint64_t other = 2 + random() % 2000 * 1024;
    EXPECT_EQ(set.Has(other), expected.contains(other));
  }
  EXPECT_EQ(set.size(), expected.size());
  for (const std::uint64_t hash : expected) EXPECT_TRUE(set.Has(hash));
  EXPECT_TRUE(set.Add(0));
  EXPECT_TRUE(set.Has(0));
}

}  // namespace
}  // namespace dssearch::indexer
