#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"

namespace dssearch {

/// One piece of a text as it is indexed.
struct AnalyzedTerm {
  std::string text = {};  ///< Folded.
  /// "atom" (letters or digits), "character", "compound" (as written: gpt-4), "joined" (gpt4),
  /// "word", "bigram", or "term" for a term of the lexicon.
  std::string kind = {};
  std::string stem = {};       ///< Of an English word, else empty.
  bool scores = false;         ///< Counts for ranking; the others only repeat what these say.
  std::uint32_t position = 0;  ///< Of its first part that has a position, from 0.
  std::uint32_t position_length = 1;  ///< How many positions it covers.
  Span span = {};                     ///< Where it stands in the original text.
};

/// What indexing and searching make of a text.
struct AnalyzedText {
  std::string folded = {};
  std::vector<AnalyzedTerm> terms = {};  ///< By where they begin.
};

/// Analyzes any bytes as indexing and searching do. Thread-safe. Made for people
/// who wonder what is found, not for speed: each call makes its own analyzer.
/// (Searcher::Analyze knows the terms of an index, too.)
AnalyzedText Analyze(std::string_view text);

}  // namespace dssearch
