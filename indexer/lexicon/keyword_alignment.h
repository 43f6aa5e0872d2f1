#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searcher/format/lexicon.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {

/// Learns from lists of keywords in both languages, whose keywords at the same place mean the same.
/// A keyword is a term as its author gave it, however long, and is not cut. Not thread-safe.
class KeywordAligner {
 public:
  /// Adds two keywords of the paper with this number; papers come in order.
  void Add(std::uint32_t paper, std::string_view zh, std::string_view en);

  /// The pairs that at least `min_papers` papers give, in both directions.
  std::vector<format::LexiconEntry> Finish(std::uint32_t min_papers) const;

  /// The keys of the keywords that at least `min_papers` papers give for each, by its own key.
  using Partners = std::unordered_map<std::string, std::vector<std::string>>;
  Partners PartnersOf(std::uint32_t min_papers) const;

 private:
  /// A keyword in all its spellings.
  struct Keyword {
    std::string key;
    std::unordered_map<std::string, std::uint32_t> written;  ///< How often in each spelling.
    std::uint32_t papers = 0;
    std::uint32_t last_paper = UINT32_MAX;
  };
  struct Pair {
    std::uint32_t papers = 0;
    std::uint32_t last_paper = UINT32_MAX;
  };

  std::uint32_t IdOf(std::string_view written);
  void Count(std::uint32_t keyword, std::uint32_t paper);
  const std::string& Written(std::uint32_t keyword) const;

  text::Analyzer analyzer_;
  std::unordered_map<std::string, std::uint32_t> id_of_spelling_;
  std::unordered_map<std::string, std::uint32_t> id_of_key_;
  std::vector<Keyword> keywords_;  ///< By id.
  std::unordered_map<std::uint64_t, Pair> pairs_;
};

}  // namespace dssearch::indexer
