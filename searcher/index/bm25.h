#pragma once

#include <algorithm>
#include <cstdint>

namespace dssearch {

// BM25 as Xapian computes it: a term that occurs `term_freq` times in a document with this
// `length_norm` scores Idf * Bm25Tf. The constants were tuned together with those of
// compile/boosts.h, which names the collections; the figures are nDCG@10 with all other constants
// as they stand.

/// The usual values of BM25. Chinese gains a little with a k1 of 1 (csl .315), and English loses
/// (cranfield .551); b hardly matters from .6 to .85.
inline constexpr double kK1 = 1.2;
inline constexpr double kB = 0.75;

/// The lowest ratio of a document's length to the average: shorter summaries score as if they had
/// half the average length. Without it csl .311, cnki_lis .548; at .75 csl .319, cnki_lis .546,
/// cranfield .552.
inline constexpr double kMinNormalizedLength = 0.5;

/// The inverse document frequency of a term that `doc_freq` of `doc_count` documents have; always
/// above 0.
double Idf(std::uint64_t doc_freq, std::uint64_t doc_count);

/// The length normalization of BM25, k1 * (1 - b + b * length / average): `length` is the sum of a
/// document's term frequencies, `average` that of all documents on average.
inline float LengthNorm(double length, double average) {
  const double normalized = average > 0 ? std::max(length / average, kMinNormalizedLength) : 1;
  return static_cast<float>(kK1 * (1 - kB + kB * normalized));
}

/// The limit of Bm25Tf for many occurrences.
inline constexpr double kMaxBm25Tf = kK1 + 1;

/// The saturated term frequency, from 0 to kMaxBm25Tf.
inline double Bm25Tf(unsigned term_freq, float length_norm) {
  return kMaxBm25Tf * term_freq / (term_freq + double{length_norm});
}

}  // namespace dssearch
