#include "searcher/text/lexicon_tokens.h"

#include <algorithm>

namespace dssearch::text {
namespace {

// The longest abbreviation whose last S is taken for a letter of it; longer words in capitals are
// those of a title.
constexpr std::size_t kMaxAbbreviationInS = 4;

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

bool IsAbbreviation(std::string_view written) {
  return std::count_if(written.begin(), written.end(), IsCapital) > 1 &&
         written.find(' ') == std::string_view::npos;
}

std::string_view SingularAbbreviation(std::string_view abbreviation) {
  if (abbreviation.size() > 2 && abbreviation.back() == 's' &&
      IsCapital(abbreviation[abbreviation.size() - 2]))
    abbreviation.remove_suffix(1);
  return abbreviation;
}

std::string_view LexiconStem(std::string_view stem, std::string_view word,
                             std::string_view written) {
  const bool all_capitals = std::all_of(written.begin(), written.end(), IsCapital);
  if (word.size() > 2 && word.back() == 's' && all_capitals && word.size() <= kMaxAbbreviationInS)
    return word;
  if (stem.size() > 2 && stem.back() == 's' && stem.find_first_of("aeiouy") == stem.npos)
    stem.remove_suffix(1);
  return stem;
}

std::vector<LexiconToken> LexiconTokensOf(std::string_view text, const Analysis& analysis,
                                          Analyzer& analyzer) {
  std::vector<LexiconToken> lexicon_tokens;
  std::uint32_t end = UINT32_MAX;  // Of the last subword.
  for (const Token& token : analysis.tokens()) {
    if (token.kind != TokenKind::kSubword && token.kind != TokenKind::kCharacter) continue;
    const std::string_view word = analysis.Text(token);
    LexiconToken& one = lexicon_tokens.emplace_back(
        LexiconToken{.text = {}, .position = token.position, .word = std::string(word)});
    if (token.kind == TokenKind::kSubword) {
      one.joined = token.folded_begin == end;
      end = token.folded_end;
    }
    if (!token.stemmable) {
      one.text = one.word;
      continue;
    }
    const Span span = analysis.Original(token);
    const std::string_view written = text.substr(span.begin, span.end - span.begin);
    if (std::any_of(written.begin() + 1, written.end(), IsCapital)) one.written = written;
    one.text = LexiconStem(analyzer.Stem(word), word, written);
  }
  return lexicon_tokens;
}

std::string LexiconKeyOf(std::string_view text, Analyzer& analyzer) {
  std::string key;
  for (const LexiconToken& one : LexiconTokensOf(text, analyzer.Analyze(text), analyzer))
    (key.empty() ? key : key += ' ') += one.text;
  return key;
}

}  // namespace dssearch::text
