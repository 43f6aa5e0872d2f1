#include "searcher/text/units.h"

namespace dssearch::text {

std::vector<Unit> UnitsOf(const Analysis& analysis, Analyzer& analyzer) {
  std::vector<Unit> units;
  for (const Token& token : analysis.tokens()) {
    if (token.kind != TokenKind::kAtom && token.kind != TokenKind::kCharacter) continue;
    const std::string_view text = analysis.Text(token);
    units.push_back({std::string(token.stemmable ? analyzer.Stem(text) : text), token.position});
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
