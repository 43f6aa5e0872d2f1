#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/api.h"
#include "dssearch/snippet.h"

namespace dssearch {

/// One term that a text is indexed by. Terms overlap: gpt-4 has the terms gpt, 4, gpt-4 and gpt4.
struct AnalyzedTerm {
  std::string text = {};  ///< Folded: in lower case, half width, without accents.
  /// "atom" (letters or digits: gpt), "character" (one Han character: 强), "compound" (as it is
  /// written: gpt-4), "joined" (without what stands between: gpt4), "word" (a Chinese word: 强化),
  /// "bigram" (two characters: 化学), or "term" (of the lexicon: 强化学习).
  std::string kind = {};
  std::string stem = {};       ///< The stem of an English word (learning: learn), else empty.
  bool scores = false;         ///< The term adds to scores; other terms only repeat such terms.
  std::uint32_t position = 0;  ///< The position where the term begins, from 0.
  std::uint32_t position_length = 1;  ///< The number of positions that the term covers.
  Span span = {};                     ///< The bytes of the original text that the term stands for.
};

/// A text as indexing and searching see it.
struct AnalyzedText {
  std::string folded = {};               ///< The text with case, width and accents folded.
  std::vector<AnalyzedTerm> terms = {};  ///< In the order in which they begin.
};

/// Analyzes a text as indexing and searching do, whatever bytes it has. It explains to people why
/// something is found, and is slow, since each call makes its own analyzer. Searcher::Analyze also
/// finds the terms of an index's lexicon. Thread-safe.
DSSEARCH_API AnalyzedText Analyze(std::string_view text);

}  // namespace dssearch
