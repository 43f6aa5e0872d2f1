#pragma once

#include <cstdint>

namespace dssearch {

/// What ranks, in one place (but for the title's weight, which is counted at
/// indexing: format::kTitleWeight). All were chosen over cranfield, med and
/// scifact (English), and csl and cnki_lis (Chinese topic queries and lists of
/// keywords) together. The figures are nDCG@10 with the other constants as they
/// stand here; of cranfield, med and scifact it is .556, .725 and .708, of csl
/// and cnki_lis topics .314 and .547, of cnki_lis keywords .855 (.856 with
/// larger blocks, see retrieval.h).
namespace ranking {

/// BM25's usual values. Chinese likes a k1 of 1 a little more (csl .315), and
/// English does not (cranfield .551); b hardly matters from .6 to .85.
inline constexpr double kK1 = 1.2;
inline constexpr double kB = 0.75;
/// Summaries shorter than half the average do not get better for it: without
/// this csl .311, cnki_lis .548; at .75 csl .319, cnki_lis .546, cranfield .552.
inline constexpr double kMinNormalizedLength = 0.5;

/// A word counts by how often papers that have it say it, to this power. From 0
/// (BM25 alone): cranfield .539 → .556, med .698 → .725, scifact .695 → .708;
/// csl and cnki_lis no different (.313 → .314, .548 → .547, .857 → .856). From
/// .3 to .5 it hardly matters.
inline constexpr double kRepetition = 0.4;

/// The parts of a compound (boundary, layer in boundary-layer) beside the
/// compound itself, which says the same. From 0: cranfield .550 → .556, scifact
/// .702 → .708, med no different; at 1 med .711.
inline constexpr double kCompoundPart = 0.5;

/// A run of characters that stands in the text as it was typed, beside its
/// words and bigrams. From 0: csl .310 → .314, cnki_lis .541 → .547. At 1
/// cnki_lis topics .551, but lists of keywords .849 for .856.
inline constexpr double kRun = 0.3;

/// The same run in the title. From 0: csl .294 → .314, but lists of keywords
/// .858 → .856; at .2 .319 and .852.
inline constexpr double kTitleRun = 0.1;

/// A Chinese term of the lexicon that the dictionary cuts into words (图神经网络),
/// where it stands as a whole, in a longer text. Over all queries it hardly matters
/// (nDCG@10 of cnki_lis keywords .853 → .852, topics there and in csl no different).
inline constexpr double kTerm = 0.1;

/// Two English words next to each other as they were typed. From 0: cranfield
/// .547 → .556, med and scifact no different (.727 → .725, .707 → .708); at .3
/// .552, .716 and .701.
inline constexpr double kPair = 0.1;

/// What another region calls the same. Its words are rare where they are not at
/// home, so that their idf would put them first: at 1 cnki_lis loses a point
/// (topics .538, keywords .848).
inline constexpr double kRegionalVariant = 0.05;

/// A translation counts by its strength (Dice beyond chance), to this power, of what
/// the asker's own words count: what is half as strong is often a synonym, and no
/// half truth. MRR@10 of 500 Chinese titles among English and bilingual papers
/// .910, of English ones among Chinese papers .875; at .15 .912 and .877, but
/// nDCG@10 of English keywords in cnki_lis .556 for .558; at .25 .908, .870, .560;
/// at .4 .896 and .860.
inline constexpr double kStrengthPower = 0.2;

/// Where a term is all that was asked for, the asker's own words are worth this
/// many times as much as any translation. At 1 cnki_lis topics .544, at 1.25
/// .546, here .547, as without translations.
inline constexpr double kOwnWords = 1.5;

/// Where so many papers for each in the language that is asked in lack that
/// language, they are worth comparing in full; where hardly any do, rules for it
/// would only take from the others. MRR@10 of 500 Chinese titles among 2,000 English
/// papers and 5,000 in both languages .740 at 1, .876 at .5, here .910.
inline constexpr double kElsewhere = 0.25;

/// A word that so large a part of the papers in its language has is common.
/// Where there are papers in the other language and the lexicon does not know it,
/// it counts nothing beside words that are translated. MRR@10 of 500 Chinese
/// titles among English and bilingual papers .893 where it counts, .903 from .05 on,
/// here .908; of English ones among Chinese papers .860, .864, .870 (all with a
/// kStrengthPower of .25).
inline constexpr double kCommonWord = 0.02;

/// Where any word will do, a term that so large a part of the papers in the other
/// language has is translated only if all terms of the query are like it. It cuts the
/// time of 400 Chinese titles among 125,000 papers of both languages from 9.1 to 5.6 ms.
/// MRR@10 of 500 Chinese titles among English and bilingual papers .890 where all are
/// translated, .893 at .5, here .888, at .2 .882; of English ones among Chinese papers
/// .868, .867, .861, .856 (all with Match::kAuto).
inline constexpr double kCommonTranslation = 0.3;

// BM25 as Xapian computes it: a term that `times` occurrences in a paper of
// this `norm` make count TermWeight * Saturation.

/// The weight of a term that `having` of `all` papers have; above 0 for any.
double TermWeight(std::uint64_t having, std::uint64_t all);

/// What no number of occurrences makes more of.
inline constexpr double kMostSaturation = kK1 + 1;

/// How much of an occurrence's worth the length of a paper takes, in terms that
/// it has, where `average` is that of all papers.
float LengthNorm(double length, double average);

/// From 0 to kMostSaturation.
inline double Saturation(unsigned times, float norm) {
  return kMostSaturation * times / (times + double{norm});
}

}  // namespace ranking
}  // namespace dssearch
