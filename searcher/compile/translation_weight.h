#pragma once

#include <algorithm>
#include <cmath>

namespace dssearch {

// How the weights of the query's own words and of their translations combine: the formula, and all
// of its constants.
//
// Score estimates (compile/estimates.h) are the scores of a document that has each term once. With
// `own` the estimate of the query's own words, and `as_common` the same if they had the document
// frequency of the translation:
//
//   a translation has the boost   share * strength^kStrengthPower * as_common / translated
//   the own words have the boost  max(least / own, (as_common / own)^balance)
//
// so that they score
//
//   a translation   share * strength^kStrengthPower * as_common
//   the own words   max(least, own * (as_common / own)^balance)
//
// and a term that is common in one language is not rare for being in the other one.
//
// A paper without the query's language cannot have the words that the lexicon lacks. Its
// translations count more by ((known + lacking) / known)^(kPresumed * balance), with `known` the
// estimate of what such papers may score, by translations or by words as they are (BERT), and
// `lacking` that of the rest; but not where a paper in the query's language has nearly all of it.
//
// For example, 图神经网络 is searched in an index of as many Chinese as English papers (balance 1).
// 20 of 1,000 have it, and its estimate is 12; 160 have graph neural network, which is one
// translation (share 1) of strength .8, and if as many had 图神经网络 its estimate were 6. Then the
// translation scores 1 * .8^.2 * 6 = 5.7. If it is the whole query, least is kOwnWords * 5.7 = 8.6,
// and the own words score max(8.6, 12 * 6 / 12) = 8.6; beside other words they score 6.

/// The exponent of a translation's strength (chance-corrected Dice), by which it counts less than
/// the query's own words. A translation of half the strength is often a synonym, not half as
/// likely. MRR@10 of 500 Chinese titles among English and bilingual papers .910, of English ones
/// among Chinese papers .875; at .15 .912 and .877, but nDCG@10 of English keywords in cnki_lis
/// .556 for .558; at .25 .908, .870, .560; at .4 .896 and .860.
inline constexpr double kStrengthPower = 0.2;

/// What an abbreviation of a Chinese term counts of what its English name would, since it may stand
/// for other things (KM, 知识管理, is kilometre and kinematic model, too): an English paper that
/// means this has the name as well, and scores by that. MRR@10 of 2,000 Chinese titles among
/// English and bilingual papers .921 at 1, here .923. Where Chinese papers are asked in English,
/// abbreviations count in full: .894, at .6 .891.
inline constexpr double kAbbreviation = 0.6;

/// Where a term is the whole query, its own words score at least this many times as much as any
/// translation. At 1 cnki_lis topics .544, at 1.25 .546, here .547, as without translations.
inline constexpr double kOwnWords = 1.5;

/// How many papers must lack the query's language, as a share of those that have it, for the
/// balance between languages to apply in full. Where hardly any lack it, balancing would only cost
/// the others. MRR@10 of 500 Chinese titles among 2,000 English papers and 5,000 in both languages
/// .740 at 1, .876 at .5, here .910.
inline constexpr double kForeignShare = 0.25;

/// How far a paper without the query's language is presumed to have the words that it cannot have
/// because the lexicon lacks them, as an exponent. Below 1, so that it ranks below a paper with all
/// of the query's words. MRR@10 of 2,000 Chinese titles among English and bilingual papers .906 at
/// 0, .953 at .7, here .956 (.956 and .958 in two halves of the queries, of which the first was
/// tuned on); of English ones among Chinese papers .863, .920, here .928 (.922 and .935). Of
/// scifact among Chinese and bilingual papers nDCG@10 .703 at 0, here .700. (All with a
/// kMaxForeignBoost of 2, and without kDecided.)
inline constexpr double kPresumed = 0.9;

/// Where a paper in the query's language has this share of the query, the query's own words decide,
/// and no paper is presumed to have others. Of 200 Chinese titles in an index of twice as many
/// English papers, typed whole, with a wrong character or in traditional characters, the paper is
/// first in 192, 186 and 190 where that is never so, and in 198, 199 and 200 here and at .35.
/// MRR@10 of 500 Chinese titles among English and bilingual papers .966, here .925, .906 at .35; of
/// English ones among Chinese papers .940, .903, .872.
inline constexpr double kDecided = 0.8;

/// The most that this raises a score: a paper with one of many words is not presumed to have all.
/// At 2 a paper with two common words in translation ranks above one with four of the query's own.
/// The same figures, without kDecided, .950 and .920 at 1.5, .954 and .925 here, .956 and .928 at
/// 2, as above it.
inline constexpr double kMaxForeignBoost = 1.7;

/// What the words of an English translation count where they do not stand near each other, or not
/// all of them stand: point clouds are no 云计算. A paper is not found by them. MRR@10 of one half
/// of 2,000 Chinese titles among English and bilingual papers .933 at 0, .942 at .6, .945 here, and
/// .948 at 1; of the other half .944 here. (The bigrams of a Chinese translation count in full:
/// MRR@10 of one half of as many English titles among Chinese papers .887 at 0, .902 at .8, .907 at
/// 1, of the other half .917; nDCG@10 of English keywords in cnki_lis .566, .596, .603, and .626.
/// All before a part of a term counted as one in ForeignBoost().)
inline constexpr double kWordsApart = 0.8;

/// The share of the papers in the other language above which a translation is too common: in a
/// disjunction its term is translated only if all terms of the query are like it. It cuts the time
/// of 400 Chinese titles among 125,000 papers of both languages from 9.1 to 5.6 ms. MRR@10 of 500
/// Chinese titles among English and bilingual papers .890 where all are translated, .893 at .5,
/// here .888, at .2 .882; of English ones among Chinese papers .868, .867, .861, .856 (all with
/// Match::kAuto).
inline constexpr double kCommonTranslation = 0.3;

/// What a translation scores of as much as the query's own words would. `strength` and `share`, the
/// share of the query's own words that it stands for, are in (0, 1].
inline double TranslatedShare(double share, double strength) {
  return share * std::pow(strength, kStrengthPower);
}

/// The boost of a translation whose estimate is `translated`, above 0.
inline double TranslationBoost(double share, double strength, double as_common, double translated) {
  return TranslatedShare(share, strength) * as_common / translated;
}

/// The boost of the query's own words, whose estimate is `own`, above 0. `balance` in [0, 1] says
/// how far papers in the other language compete with those in the query's.
inline double OwnWordsBoost(double own, double as_common, double balance, double least) {
  return std::max(least / own, std::pow(as_common / own, balance));
}

/// The balance in [0, 1] from the numbers of papers `here` in the query's language, `foreign` in
/// the other one, and `without` that lack the query's. It is 0 if there are no papers in the other
/// language or all have both, and 1 if there are at least as many foreign papers as here, and at
/// least kForeignShare of `here` that lack the query's language.
inline double LanguageBalance(double here, double foreign, double without) {
  here = std::max(1.0, here);
  return std::min(1.0, foreign / here) * std::min(1.0, without / (kForeignShare * here));
}

/// The share of the papers in the other language that have a word, as a share of those in the
/// query's language that do, at most 1: 0 for a word of the query's language alone, 1 for a name.
inline double KnownShare(double share_here, double share_elsewhere) {
  return share_here > 0 ? std::min(1.0, share_elsewhere / share_here) : 1;
}

/// The boost of translations in papers without the query's language. `known` is the estimate of the
/// query's words that such papers may score by, in translation or as they are, and `lacking` that
/// of the rest.
inline double ForeignBoost(double known, double lacking, double balance) {
  if (known == 0) return 1;
  return std::min(kMaxForeignBoost, std::pow((known + lacking) / known, kPresumed * balance));
}

}  // namespace dssearch
