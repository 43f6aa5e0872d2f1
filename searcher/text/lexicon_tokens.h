#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::text {

/// A token of a lexicon term: a character, or a word of letters or digits. English words are
/// stemmed, so that "neural networks" and "neural network" are the same tokens.
struct LexiconToken {
  std::string text;
  std::uint32_t position = 0;
  std::string word;  ///< The folded word before stemming.
};

/// A stem without its plural s (LLMs, SVMs), which stemmers leave on words without vowels.
std::string_view WithoutPlural(std::string_view stem);

/// The lexicon tokens of a text, in order.
std::vector<LexiconToken> LexiconTokensOf(const Analysis& analysis, Analyzer& analyzer);

/// The key of a text in the lexicon: its lexicon tokens with blanks between them.
std::string LexiconKeyOf(std::string_view text, Analyzer& analyzer);

}  // namespace dssearch::text
