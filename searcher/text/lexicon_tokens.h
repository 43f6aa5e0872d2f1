#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::text {

/// A step of a text that a term of several words is made of: a character, or
/// letters or digits; English letters by their stem, so that "neural networks" is
/// "neural network".
struct Unit {
  std::string text;
  std::uint32_t position = 0;
  std::string word;  ///< As it is written, folded.
};

/// A stem without the s of LLMs and SVMs: stemmers leave what has no vowel alone.
std::string_view WithoutPlural(std::string_view stem);

/// The units of a text, in order.
std::vector<Unit> UnitsOf(const Analysis& analysis, Analyzer& analyzer);

/// What a whole text is looked up by: its units, with blanks between them.
std::string UnitKey(std::string_view text, Analyzer& analyzer);

}  // namespace dssearch::text
