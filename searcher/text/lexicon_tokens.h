#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::text {

/// A token as the terms of the lexicon are made of: a character, or letters or digits; English
/// letters by their stem, so that "neural networks" is "neural network".
struct LexiconToken {
  std::string text;
  std::uint32_t position = 0;
  std::string word;  ///< As it is written, folded.
};

/// A stem without the s of LLMs and SVMs: stemmers leave what has no vowel alone.
std::string_view WithoutPlural(std::string_view stem);

/// The lexicon tokens of a text, in order.
std::vector<LexiconToken> LexiconTokensOf(const Analysis& analysis, Analyzer& analyzer);

/// What a whole text is looked up by in the lexicon: its tokens, with blanks between them.
std::string LexiconKeyOf(std::string_view text, Analyzer& analyzer);

}  // namespace dssearch::text
