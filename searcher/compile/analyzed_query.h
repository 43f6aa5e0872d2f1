#pragma once

#include <vector>

#include "searcher/format/schema.h"
#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/segments.h"

namespace dssearch {

/// A query with its texts analyzed, once for all passes that follow. A tree like the query's.
struct AnalyzedQuery {
  const QueryAst* ast;                       ///< Must stay.
  text::Analysis analysis = {};              ///< Of kText, kPhrase and kPrefix.
  std::vector<text::Segment> segments = {};  ///< Of the analysis.
  std::vector<AnalyzedQuery> children = {};

  /// Where its text is looked for.
  const format::Field& field() const {
    return ast->field == nullptr ? format::kTextField : *ast->field;
  }

  /// It is words to be found in text, neither a phrase nor names nor whole values.
  bool IsPlainText() const {
    return ast->kind == QueryAst::Kind::kText && field().kind == format::FieldKind::kText;
  }
};

AnalyzedQuery AnalyzeQuery(const QueryAst& ast, text::Analyzer& analyzer);

/// Whether a query asks for more than stop words; then it does not insist on these.
bool HasContentWord(const AnalyzedQuery& query);

/// Whether some of what a query asks for or excludes is in a script without blanks, names apart.
bool AsksInChinese(const AnalyzedQuery& query);

}  // namespace dssearch
