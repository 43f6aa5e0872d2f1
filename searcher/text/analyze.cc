#include "dssearch/analyze.h"

#include "searcher/text/analyzer.h"

namespace dssearch {
namespace {

const char* NameOf(text::TokenKind kind) {
  switch (kind) {
    case text::TokenKind::kSubword:
      return "atom";
    case text::TokenKind::kCharacter:
      return "character";
    case text::TokenKind::kCompound:
      return "compound";
    case text::TokenKind::kCatenated:
      return "joined";
    case text::TokenKind::kWord:
      return "word";
    case text::TokenKind::kBigram:
      break;
  }
  return "bigram";
}

}  // namespace

AnalyzedText Analyze(std::string_view text) {
  text::Analyzer analyzer;
  const text::Analysis analysis = analyzer.Analyze(text);
  AnalyzedText analyzed{.folded = analysis.folded()};
  for (const text::Token& token : analysis.tokens()) {
    const std::string_view folded = analysis.Text(token);
    analyzed.terms.push_back({
        .text = std::string(folded),
        .kind = NameOf(token.kind),
        .stem = token.stemmable ? std::string(analyzer.Stem(folded)) : "",
        .scores = token.scores,
        .position = token.position,
        .position_length = token.position_length,
        .span = analysis.Original(token),
    });
  }
  return analyzed;
}

}  // namespace dssearch
