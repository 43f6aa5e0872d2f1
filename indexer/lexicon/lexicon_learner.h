#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/lexicon/term_patterns.h"
#include "indexer/lexicon/word_counts.h"
#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// Learns from papers what terms are called in the other language, and what English terms are
/// called for short.
///
/// Translations come from what papers say in both languages: their titles and summaries, their
/// keywords, and terms with a translation in brackets. A translation is as strong as its terms
/// occur together, see AlignTerms(); what one paper alone says is not learnt. An abbreviation is
/// as strong as the share of the papers that explain it so: "mixture of experts (MoE)".
///
/// Memory is bounded: where the papers' texts are longer than kMaxSampleBytes, a sample of the
/// papers is learnt from, which depends on the papers and not on their order. Not thread-safe;
/// several learners may be filled on threads of their own and merged.
class LexiconLearner {
 public:
  /// Takes a paper into the sample, unless one that says the same is there.
  void Add(const Paper& paper);

  /// Takes the papers of another learner, as if they had been added to this one.
  void Merge(LexiconLearner&& other);

  /// What was learnt, in both directions, merged by MergeEntries().
  std::vector<format::LexiconEntry> Finish() const;

  static constexpr std::size_t kMaxSampleBytes = std::size_t{32} << 20;

 private:
  /// What is learnt from one paper.
  struct Sample {
    std::string zh;  ///< Its titles and summaries in Chinese,
    std::string en;  ///< and in English; both empty where one would be.
    std::vector<TextPair> pairs;
    std::vector<Abbreviation> abbreviations;
    std::size_t bytes = 0;  ///< What the sample takes in memory.
  };

  static Sample SampleOf(const Paper& paper);
  static std::uint64_t HashOf(const Sample& sample);

  void Keep(std::uint64_t hash, Sample sample);
  void DropHighest();
  void CountWords(const std::string& text);
  bool IsWordToo(const std::string& abbreviation, std::uint32_t papers) const;
  void AddAbbreviations(std::vector<format::LexiconEntry>& entries) const;

  /// By a hash of what they say; those with the lowest hashes are kept.
  std::map<std::uint64_t, Sample> samples_;
  std::size_t bytes_ = 0;                  ///< Of all samples.
  std::uint64_t hash_limit_ = UINT64_MAX;  ///< For hashes from this one on there was no room.

  WordCounts words_;          ///< Short words in small letters.
  std::uint32_t papers_ = 0;  ///< How many were added.
};

}  // namespace dssearch::indexer
