#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "indexer/lexicon/parallel_text.h"

namespace dssearch::indexer {

/// The language of an NgramIndex, and which n-grams it has.
struct NgramOptions {
  TokenIds ParallelText::*tokens;  ///< The language,
  Edges ParallelText::*edges;      ///< and where its terms begin and end.
  bool ParallelText::*tail;        ///< Whether only n-grams at the end of a text count.
  std::size_t min_length;          ///< An n-gram has so many tokens,
  std::size_t max_length;          ///< up to so many.
  /// N-grams are counted up to this length, beyond max_length, so that what is only a part of a
  /// longer phrase is known.
  std::size_t max_counted_length;
  std::uint32_t min_papers;  ///< N-grams of fewer papers are left out.
};

/// An inverted index of the frequent n-grams in one language of parallel texts: candidates for
/// terms, with the texts that have them. An n-gram that mostly stands inside one longer n-gram is
/// left out: 化学习 of 强化学习.
///
/// An n-gram has an id, from 0 to size() - 1. Safe to read from several threads.
class NgramIndex {
 public:
  /// Indexes `texts`, which must outlive the index and be in the order of their papers.
  NgramIndex(const std::vector<ParallelText>& texts, NgramOptions options);

  /// How many ids there are; those of n-grams that were left out have no texts.
  std::uint32_t size() const { return static_cast<std::uint32_t>(ngrams_.size()); }

  /// How many papers have an n-gram.
  std::uint32_t DocFreq(std::uint32_t ngram) const { return ngrams_[ngram].doc_freq; }

  /// The tokens of an n-gram.
  TokenIds TokensOf(std::uint32_t ngram) const;

  /// The ids of the n-grams in the text with this number, in ascending order.
  const std::vector<std::uint32_t>& NgramsIn(std::uint32_t text) const { return ngrams_in_[text]; }

  /// The numbers of the texts with an n-gram, in ascending order.
  const std::vector<std::uint32_t>& TextsWith(std::uint32_t ngram) const {
    return texts_with_[ngram];
  }

  /// What each of these n-grams is mostly written as: the most frequent tokens of `form`, which
  /// are beside its own, wherever it stands: "neural networks" of the stems "neural network".
  std::unordered_map<std::uint32_t, TokenIds> MostFrequentForms(
      const std::vector<std::uint32_t>& ngrams, TokenIds ParallelText::*form) const;

 private:
  struct Ngram {
    std::uint32_t text;  ///< Where it occurs for the first time.
    std::uint32_t begin;
    std::uint32_t length;
    std::uint32_t doc_freq = 0;
    std::uint32_t last_paper = UINT32_MAX;  ///< The paper that was counted last,
    std::uint32_t last_text = UINT32_MAX;   ///< and its text.
    bool left_out = false;
  };

  // An upper bound of how many papers have any n-gram of some hashes.
  struct DocFreqBound {
    std::uint32_t papers : 8;
    std::uint32_t last_paper : 24;  ///< From 1 on.
  };

  template <typename Visit>
  void ForEachNgram(const ParallelText& text, const Visit& visit) const;
  std::vector<DocFreqBound> BoundDocFreqs() const;
  void Count(const std::vector<DocFreqBound>& bounds);
  void LeaveOutRare();
  void LeaveOutParts();
  void FillPostings();

  const std::vector<ParallelText>& texts_;
  NgramOptions options_;
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;  ///< By hash.
  std::vector<Ngram> ngrams_;
  std::vector<std::vector<std::uint32_t>> ngrams_in_;   ///< By text.
  std::vector<std::vector<std::uint32_t>> texts_with_;  ///< By n-gram.
};

}  // namespace dssearch::indexer
