#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/term_patterns.h"
#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// Learns what terms are called in the other language from papers that carry
/// both: from their titles and summaries, their keywords, and what stands in
/// brackets. A pair of terms is as strong as they keep company: Dice, 2·n(zh, en) /
/// (n(zh) + n(en)), counted over papers, in whole texts beyond what chance makes of
/// it; one paper alone proves nothing. And what English terms are called for short:
/// as strong as the part of the papers that explain the abbreviation so.
///
/// Memory is bounded: of more papers than kMaxSampleBytes hold it learns from a
/// sample, which depends on the papers and not on their order. Not thread-safe;
/// several learners may be filled at once and merged.
class LexiconLearner {
 public:
  void Add(const Paper& paper);
  void Merge(LexiconLearner&& other);

  /// Both directions, in the order of the keys.
  std::vector<format::LexiconEntry> Finish() const;

  static constexpr std::size_t kMaxSampleBytes = std::size_t{32} << 20;

 private:
  /// What a paper says in both languages.
  struct Sample {
    std::string zh;
    std::string en;
    std::vector<TextPair> pairs;
    std::vector<Abbreviation> abbreviations;
    std::size_t bytes = 0;
  };

  void Keep(std::uint64_t hash, Sample sample);
  void AddAbbreviations(std::vector<format::LexiconEntry>& entries) const;

  /// By a hash of what they say; those with the lowest hashes are kept.
  std::map<std::uint64_t, Sample> samples_;
  std::size_t bytes_ = 0;
  std::uint64_t too_high_ = UINT64_MAX;  ///< From this hash on there was no room.
};

/// Puts entries together: where several have a term, translations of the user
/// hide those that were learnt, and strong ones that were learnt hide the seed's.
/// In the order of the keys.
std::vector<format::LexiconEntry> MergeEntries(std::vector<format::LexiconEntry> entries);

}  // namespace dssearch::indexer
