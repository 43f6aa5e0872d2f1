#pragma once

namespace dssearch::boosts {

// The boosts of BM25 (index/bm25.h) for parts of a query beside its words. (The weight of titles is
// applied at indexing: format::kTitleWeight.) All were tuned over cranfield, med and scifact
// (English), and csl and cnki_lis (Chinese topic queries and lists of keywords) together. The
// figures are nDCG@10 with the other constants as they stand here; of cranfield, med and scifact it
// is .556, .725 and .708, of csl and cnki_lis topics .314 and .547, of cnki_lis keywords .855 (.856
// with larger windows, see kRescoreWindow).

/// The exponent of a word's burstiness, its mean term frequency in the documents that have it
/// (BurstinessBoost). From 0 (BM25 alone): cranfield .539 → .556, med .698 → .725, scifact .695 →
/// .708; csl and cnki_lis no different (.313 → .314, .548 → .547, .857 → .856). From .3 to .5 it
/// hardly matters.
inline constexpr double kBurstinessPower = 0.4;

/// The subwords of a compound (boundary, layer in boundary-layer) beside the compound itself, which
/// says the same. From 0: cranfield .550 → .556, scifact .702 → .708, med no different; at 1 med
/// .711.
inline constexpr double kCompoundPart = 0.5;

/// A run of Han characters that occurs in the text as it was typed, beside its words and bigrams.
/// From 0: csl .310 → .314, cnki_lis .541 → .547. At 1 cnki_lis topics .551, but lists of keywords
/// .849 for .856.
inline constexpr double kHanRun = 0.3;

/// The same run in the title. From 0: csl .294 → .314, but lists of keywords .858 → .856; at .2
/// .319 and .852.
inline constexpr double kTitleHanRun = 0.1;

/// A Chinese term of the lexicon that the dictionary cuts into words (图神经网络), where it occurs
/// as a whole inside a longer run. Over all queries it hardly matters (nDCG@10 of cnki_lis keywords
/// .853 → .852, topics there and in csl no different).
inline constexpr double kWholeTerm = 0.1;

/// Two adjacent English words of the query, where they are adjacent in the text too. From 0:
/// cranfield .547 → .556, med and scifact no different (.727 → .725, .707 → .708); at .3 .552, .716
/// and .701.
inline constexpr double kWordPair = 0.1;

/// The word in the form that was typed (university), beside all words with its stem (universal).
/// From 0: cranfield .556 → .557, med .727 → .731, scifact .709 → .707; at .1 .555, .727 and .707.
inline constexpr double kTypedForm = 0.2;

/// A title that has all words of the query, times the estimated score of these: people look for
/// papers whose titles they half remember. Of 100 queries of four words of a title and its year the
/// paper is first in 97 at 0, and in 99 here; test collections no different (csl topics .314 →
/// .313).
inline constexpr double kAllInTitle = 0.3;

/// A title in which the words of a query of letters stand as typed, stop words too, the same way.
/// Of 400 pieces of titles with a typing error the paper is first in 87 of 100 at 0, and in 94
/// here.
inline constexpr double kTitlePhrase = 0.5;

/// A value that words of the query name (Entity), where a paper has it, times the estimated score
/// of the words as text, whose score is at most kMaxBm25Tf as high: papers with the value rank
/// first.
inline constexpr double kNamedValue = 2.5;

/// The next less sure reading of a value, such as the names of an author in another order.
inline constexpr double kLessSureReading = 0.95;

/// The name of a term in another region, where it is the rarer one. Its words are rare outside of
/// that region, so that their idf would rank them first: at 1 cnki_lis loses a point (topics .538,
/// keywords .848). The commoner name counts in full: of 200 titles in Taiwan's words and characters
/// the mainland's paper is first in 196 where it does not, and in all where it does.
inline constexpr double kRegionalVariant = 0.05;

/// A value that words may name (Entities::possible), times the estimated score of the words. Of 400
/// queries for a journal and words of a title there, two more papers are first than at 0 (one at
/// 1); lists of keywords and topics of cnki_lis, whose words many journals are called by, no
/// different.
inline constexpr double kPossibleValue = 2;

/// An identifier of a paper, such as a DOI. No query of words scores a tenth of it.
inline constexpr double kIdentifier = 10'000;

}  // namespace dssearch::boosts
