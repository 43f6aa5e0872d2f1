#pragma once

#include <xapian.h>

#include <memory>

namespace dssearch {

/// What ranks, in one place (but for the title's weight, which is counted at
/// indexing: format::kTitleWeight). All were chosen over cranfield, med and
/// scifact (English) and csl and cnki_lis (Chinese topic queries) together. The
/// figures are nDCG@10 as measured while choosing, with k1 between 1 and 1.6:
/// they tell what each change did, not what dseval prints for all of them.
namespace ranking {

/// BM25's usual values. English likes a k1 of 2 a little more (cranfield .536
/// for .530), Chinese one of 0.9 (cnki_lis .552 for .550).
inline constexpr double kK1 = 1.2;
inline constexpr double kB = 0.75;
/// Summaries shorter than half the average do not get better for it.
inline constexpr double kMinNormalizedLength = 0.5;

/// The parts of a compound (boundary, layer in boundary-layer) beside the
/// compound itself, which says the same: med .691 → .707, cranfield .533 → .537.
inline constexpr double kCompoundPart = 0.5;

/// A run of characters that stands in the text as it was typed, beside its
/// words and bigrams: cnki_lis .542 → .549, csl .289 → .293. More is better
/// still for topics (1: .552) and worse for lists of keywords (.860 → .851).
inline constexpr double kRun = 0.3;

/// The same run in the title: csl .293 → .315, cnki_lis no worse; from .2 on
/// lists of keywords lose.
inline constexpr double kTitleRun = 0.1;

/// Two English words next to each other as they were typed: cranfield .537 →
/// .542, the others no worse; .3 costs med and scifact half a point.
inline constexpr double kPair = 0.05;

/// What another region calls the same. Its words are rare where they are not at
/// home, so that their idf would put them first: at 1 cnki_lis loses a point.
inline constexpr double kRegionalVariant = 0.05;

}  // namespace ranking

/// BM25 with these parameters.
std::unique_ptr<Xapian::Weight> RankingWeight();

}  // namespace dssearch
