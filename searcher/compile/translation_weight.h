#pragma once

#include <algorithm>
#include <cmath>

namespace dssearch {

// How the weights of what was asked for and of its translations combine: the formula, and all of
// its constants.
//
// Score estimates (compile/estimates.h) are what a document scores that has each term once. With
// `own` the estimate of the asker's own words, and `as_common` the same if they were in as many
// documents as the translation:
//
//   a translation is boosted to   share * strength^kStrengthPower * as_common
//   the own words are boosted to  max(least, own * (as_common / own)^balance)
//
// so that a term that is common in one language is not rare for being in the other one.
//
// For example, 图神经网络 is asked for in an index of as many Chinese as English papers (balance
// 1). 20 of 1,000 have it, and its estimate is 12; 160 have graph neural network, which is one
// (share 1) of strength .8, and if as many had 图神经网络 its estimate were 6. Then the translation
// counts 1 * .8^.2 * 6 = 5.7. If it is all that was asked for, least is kOwnWords * 5.7 = 8.6, and
// the own words count max(8.6, 12 * 6 / 12) = 8.6; beside other words they count 6.

/// A translation counts by its strength (Dice beyond chance), to this power, of what the asker's
/// own words count: what is half as strong is often a synonym, and no half truth. MRR@10 of 500
/// Chinese titles among English and bilingual papers .910, of English ones among Chinese papers
/// .875; at .15 .912 and .877, but nDCG@10 of English keywords in cnki_lis .556 for .558; at .25
/// .908, .870, .560; at .4 .896 and .860.
inline constexpr double kStrengthPower = 0.2;

/// Where a term is all that was asked for, the asker's own words are worth this many times as much
/// as any translation. At 1 cnki_lis topics .544, at 1.25 .546, here .547, as without translations.
inline constexpr double kOwnWords = 1.5;

/// Where so many papers for each in the language that is asked in lack that language, they are
/// worth comparing in full; where hardly any do, rules for it would only take from the others.
/// MRR@10 of 500 Chinese titles among 2,000 English papers and 5,000 in both languages .740 at 1,
/// .876 at .5, here .910.
inline constexpr double kForeignShare = 0.25;

/// A word that so large a part of the papers in its language has is common. Where there are papers
/// in the other language and the lexicon does not know it, it counts nothing beside words that are
/// translated. MRR@10 of 500 Chinese titles among English and bilingual papers .893 where it
/// counts, .903 from .05 on, here .908; of English ones among Chinese papers .860, .864, .870 (all
/// with a kStrengthPower of .25).
inline constexpr double kCommonWord = 0.02;

/// Where any word will do, a term that so large a part of the papers in the other language has is
/// translated only if all terms of the query are like it. It cuts the time of 400 Chinese titles
/// among 125,000 papers of both languages from 9.1 to 5.6 ms. MRR@10 of 500 Chinese titles among
/// English and bilingual papers .890 where all are translated, .893 at .5, here .888, at .2 .882;
/// of English ones among Chinese papers .868, .867, .861, .856 (all with Match::kAuto).
inline constexpr double kCommonTranslation = 0.3;

/// The boost of a translation whose own estimate is `translated`: of strength (0, 1], standing for
/// a `share` (0, 1] of what was asked for.
inline double TranslationBoost(double share, double strength, double as_common, double translated) {
  return share * std::pow(strength, kStrengthPower) * as_common / translated;
}

/// The boost of the asker's own words, whose estimate is `own`, above 0. `balance` from 0 to 1 says
/// how far the papers in the other language are to be compared with those in the asker's.
inline double OwnWordsBoost(double own, double as_common, double balance, double least) {
  return std::max(least / own, std::pow(as_common / own, balance));
}

/// From 0, where there are no papers in the other language or all have both languages, to 1, where
/// there are as many or more: of `here` papers in the language that is asked in, `foreign` in the
/// other one, and `without` without the former.
inline double LanguageBalance(double here, double foreign, double without) {
  here = std::max(1.0, here);
  return std::min(1.0, foreign / here) * std::min(1.0, without / (kForeignShare * here));
}

}  // namespace dssearch
