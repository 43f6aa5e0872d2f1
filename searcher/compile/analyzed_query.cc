#include "searcher/compile/analyzed_query.h"

#include <algorithm>

#include "searcher/format/identifier.h"
#include "searcher/text/stop_words.h"

namespace dssearch {

using Kind = QueryAst::Kind;
using text::Token;
using text::TokenKind;

AnalyzedQuery AnalyzeQuery(const QueryAst& ast, text::Analyzer& analyzer) {
  AnalyzedQuery query{&ast};
  if (ast.kind == Kind::kText || ast.kind == Kind::kPhrase || ast.kind == Kind::kPrefix ||
      ast.kind == Kind::kIdentifier) {
    query.analysis = analyzer.Analyze(ast.kind == Kind::kIdentifier ? format::BareText(ast.text)
                                                                    : std::string_view(ast.text));
    query.segments = text::SegmentsOf(query.analysis);
  }
  query.children.reserve(ast.children.size());
  for (const QueryAst& child : ast.children)
    query.children.push_back(AnalyzeQuery(child, analyzer));
  return query;
}

bool HasContentWord(const AnalyzedQuery& query) {
  const QueryAst& ast = *query.ast;
  if (ast.kind == Kind::kText && ast.field == nullptr) {
    const std::vector<Token>& tokens = query.analysis.tokens();
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
      const bool is_word = token.kind == TokenKind::kSubword || token.kind == TokenKind::kWord ||
                           (token.kind == TokenKind::kCharacter && token.scores);
      return is_word && !text::IsStopWord(query.analysis.Text(token));
    });
  }
  if (ast.kind == Kind::kNot) return false;
  if (query.children.empty()) return ast.kind != Kind::kAll && ast.kind != Kind::kFilter;
  return std::any_of(query.children.begin(), query.children.end(), HasContentWord);
}

bool AsksInChinese(const AnalyzedQuery& query) {
  if (query.field().kind != format::FieldKind::kName &&
      std::any_of(query.segments.begin(), query.segments.end(),
                  [](const text::Segment& segment) { return segment.is_run; }))
    return true;
  return std::any_of(query.children.begin(), query.children.end(), AsksInChinese);
}

}  // namespace dssearch
