#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/lexicon/parallel_text.h"

namespace dssearch::indexer {

/// When a Chinese and an English term that occur in the same papers are taken for translations of
/// each other.
struct LearningRules {
  std::uint32_t min_papers;  ///< This many papers must have both.
  double min_strength;       ///< See TermPair::strength.
  /// Whether terms also meet by chance: in a whole text any term meets any other, in a pair of
  /// keywords it does not. If so, strengths are corrected for chance, and a pair that chance alone
  /// explains is dropped.
  bool correct_for_chance;
};

/// A term in both languages.
struct TermPair {
  std::string zh_key;  ///< As text::LexiconKeyOf() has it: "强 化 学 习".
  std::string zh;      ///< "强化学习".
  std::string en_key;  ///< "reinforc learn".
  std::string en;      ///< The words that it is mostly written as: "reinforcement learning".
  /// Dice's coefficient of the papers that have the one and the other, from 0 to 1; corrected for
  /// chance where the rules say so.
  double strength;
  std::uint32_t papers;  ///< How many papers have both.
};

/// The terms that `texts` have in both languages. `texts` are in the order of their papers and
/// come from `encoder`. The order of the result depends on `texts` alone.
std::vector<TermPair> AlignTerms(const std::vector<ParallelText>& texts, const LearningRules& rules,
                                 const ParallelTextEncoder& encoder);

/// How many papers have two terms.
struct PaperCounts {
  double both;  ///< The papers that have both,
  double zh;    ///< that have the Chinese one,
  double en;    ///< that have the English one,
  double all;   ///< and all papers.
};

/// Dice's coefficient, 2·both / (zh + en): 1 where the same papers have the two terms.
double Dice(const PaperCounts& papers);

/// How surely two terms occur together more often than chance would have it: Dunning's
/// log-likelihood ratio (Accurate methods for the statistics of surprise and coincidence, 1993);
/// 0 where they occur together as chance has it, or less often.
double LogLikelihoodRatio(const PaperCounts& papers);

/// Dice's coefficient as a share of what chance leaves to reach: 0 where it is what chance makes
/// of it, 1 where it is 1. Terms that seven in ten papers have come to a Dice of .7 by chance.
double ChanceCorrectedDice(const PaperCounts& papers);

}  // namespace dssearch::indexer
