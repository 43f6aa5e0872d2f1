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
  /// The word as it was written, if it has capitals beyond its first letter: GPS, GPs, pH. Else
  /// empty.
  std::string written = {};
  /// Whether nothing stands between it and the token before it: the 2 of CO2.
  bool joined = false;
};

/// Whether a word is written as an abbreviation, with at least two capitals: RAG, MoE, LLMs.
bool IsAbbreviation(std::string_view written);

/// An abbreviation without the s of its plural: LLM for LLMs, but GPS and ViA as they are.
std::string_view SingularAbbreviation(std::string_view abbreviation);

/// The lexicon token of an English word from its stem: the stem without the plural s that stemmers
/// leave on words without vowels (LLMs, svms), or the word itself where its capitals say that the s
/// is none of a plural: GPS, IDS. `word` is folded, `written` as it stands in the text.
std::string_view LexiconStem(std::string_view stem, std::string_view word,
                             std::string_view written);

/// The lexicon tokens of a text, in order. `analysis` is that of `text`.
std::vector<LexiconToken> LexiconTokensOf(std::string_view text, const Analysis& analysis,
                                          Analyzer& analyzer);

/// The key of a text in the lexicon: its lexicon tokens with blanks between them.
std::string LexiconKeyOf(std::string_view text, Analyzer& analyzer);

}  // namespace dssearch::text
