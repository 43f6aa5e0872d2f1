#include "searcher/text/lexicon_tokens.h"

namespace dssearch::text {

std::string_view WithoutPlural(std::string_view stem) {
  if (stem.size() > 2 && stem.back() == 's' && stem.find_first_of("aeiouy") == stem.npos)
    stem.remove_suffix(1);
  return stem;
}

std::vector<Unit> UnitsOf(const Analysis& analysis, Analyzer& analyzer) {
  std::vector<Unit> units;
  for (const Token& token : analysis.tokens()) {
    if (token.kind != TokenKind::kAtom && token.kind != TokenKind::kCharacter) continue;
    const std::string_view text = analysis.Text(token);
    std::string unit(token.stemmable ? WithoutPlural(analyzer.Stem(text)) : text);
    units.push_back({std::move(unit), token.position, std::string(text)});
  }
  return units;
}

std::string UnitKey(std::string_view text, Analyzer& analyzer) {
  std::string key;
  for (const Unit& unit : UnitsOf(analyzer.Analyze(text), analyzer))
    (key.empty() ? key : key += ' ') += unit.text;
  return key;
}

}  // namespace dssearch::text
