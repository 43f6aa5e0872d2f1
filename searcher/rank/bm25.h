#pragma once

#include <cstdint>

namespace dssearch {

// BM25 as Xapian computes it: in a document with this `length_norm`, a term that it has `term_freq`
// times scores Idf * Bm25Tf. The constants were chosen with those of compile/boosts.h, which says
// on what; the figures are nDCG@10 with all others as they stand.

/// BM25's usual values. Chinese likes a k1 of 1 a little more (csl .315), and English does not
/// (cranfield .551); b hardly matters from .6 to .85.
inline constexpr double kK1 = 1.2;
inline constexpr double kB = 0.75;

/// Summaries shorter than half the average do not get better for it: without this csl .311,
/// cnki_lis .548; at .75 csl .319, cnki_lis .546, cranfield .552.
inline constexpr double kMinNormalizedLength = 0.5;

/// Inverse document frequency of a term that `doc_freq` of `doc_count` documents have; above 0 for
/// any.
double Idf(std::uint64_t doc_freq, std::uint64_t doc_count);

/// What the length of a document, in terms that it has, takes from an occurrence, where `average`
/// is the average length of documents.
float LengthNorm(double length, double average);

/// What no number of occurrences makes more of.
inline constexpr double kMaxBm25Tf = kK1 + 1;

/// From 0 to kMaxBm25Tf.
inline double Bm25Tf(unsigned term_freq, float length_norm) {
  return kMaxBm25Tf * term_freq / (term_freq + double{length_norm});
}

}  // namespace dssearch
