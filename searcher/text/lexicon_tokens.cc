#include "searcher/text/lexicon_tokens.h"

namespace dssearch::text {

std::string_view WithoutPlural(std::string_view stem) {
  if (stem.size() > 2 && stem.back() == 's' && stem.find_first_of("aeiouy") == stem.npos)
    stem.remove_suffix(1);
  return stem;
}

std::vector<LexiconToken> LexiconTokensOf(const Analysis& analysis, Analyzer& analyzer) {
  std::vector<LexiconToken> lexicon_tokens;
  for (const Token& token : analysis.tokens()) {
    if (token.kind != TokenKind::kSubword && token.kind != TokenKind::kCharacter) continue;
    const std::string_view text = analysis.Text(token);
    std::string one(token.stemmable ? WithoutPlural(analyzer.Stem(text)) : text);
    lexicon_tokens.push_back({std::move(one), token.position, std::string(text)});
  }
  return lexicon_tokens;
}

std::string LexiconKeyOf(std::string_view text, Analyzer& analyzer) {
  std::string key;
  for (const LexiconToken& one : LexiconTokensOf(analyzer.Analyze(text), analyzer))
    (key.empty() ? key : key += ' ') += one.text;
  return key;
}

}  // namespace dssearch::text
