#include "indexer/lexicon/term_alignment.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dssearch::indexer {
namespace {

TEST(Dice, IsTheShareOfPapersThatHaveBoth) {
  EXPECT_DOUBLE_EQ(Dice({.both = 10, .zh = 10, .en = 10, .all = 100}), 1);
  EXPECT_DOUBLE_EQ(Dice({.both = 5, .zh = 10, .en = 10, .all = 100}), 0.5);
  EXPECT_DOUBLE_EQ(Dice({.both = 0, .zh = 10, .en = 10, .all = 100}), 0);
}

TEST(LogLikelihoodRatio, IsZeroUnlessTermsOccurTogetherBeyondChance) {
  EXPECT_DOUBLE_EQ(LogLikelihoodRatio({.both = 1, .zh = 10, .en = 10, .all = 100}), 0);
  EXPECT_DOUBLE_EQ(LogLikelihoodRatio({.both = 0, .zh = 10, .en = 10, .all = 100}), 0);
  // One half has both, and the other neither: 2·n·ln 2.
  EXPECT_DOUBLE_EQ(LogLikelihoodRatio({.both = 50, .zh = 50, .en = 50, .all = 100}),
                   200 * std::log(2));
}

TEST(ChanceCorrectedDice, IsZeroByChanceAndOneAtMost) {
  EXPECT_DOUBLE_EQ(ChanceCorrectedDice({.both = 49, .zh = 70, .en = 70, .all = 100}), 0);
  EXPECT_DOUBLE_EQ(ChanceCorrectedDice({.both = 70, .zh = 70, .en = 70, .all = 100}), 1);
  EXPECT_LT(ChanceCorrectedDice({.both = 52, .zh = 70, .en = 70, .all = 100}), 0.15);
}

}  // namespace
}  // namespace dssearch::indexer
