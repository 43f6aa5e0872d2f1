#pragma once

#include <vector>

#include "dssearch/note.h"
#include "searcher/compile/entities.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/segments.h"

namespace dssearch {

/// An AST with its texts analyzed, once for all passes that follow: a tree of the same shape.
struct AnalyzedQuery {
  const QueryAst* ast;                       ///< Must outlive this.
  text::Analysis analysis = {};              ///< Set for kText, kPhrase, kPrefix and kIdentifier.
  std::vector<text::Segment> segments = {};  ///< The segments of `analysis`.
  std::vector<AnalyzedQuery> children = {};
  /// What is named in the query without `field:`, by the indices of `children`; in a kText without
  /// siblings by an index of 0.
  std::vector<Entity> entities = {};
  /// The values that may be named beside other words, by the same indices.
  std::vector<Entity> possible_values = {};

  /// The field that the text is searched in; kTextField by default.
  const format::Field& field() const {
    return ast->field == nullptr ? format::kTextField : *ast->field;
  }

  /// Whether this is words searched in a text field: no phrase, name or whole value.
  bool IsPlainText() const {
    return ast->kind == QueryAst::Kind::kText && field().kind == format::FieldKind::kText;
  }
};

/// Analyzes the texts of a query, and finds the entities in them. Throws Xapian::Error.
AnalyzedQuery AnalyzeQuery(const QueryAst& ast, const IndexReader& reader);

/// The end of the adjacent plain texts in one field that begin with `children[first]`, which is
/// one.
std::size_t EndOfTexts(const std::vector<AnalyzedQuery>& children, std::size_t first);

/// A note for each field that words of the query name values of: how they were read.
std::vector<Note> NotesOf(const AnalyzedQuery& query);

/// Whether a query has a word that is no stop word; then its stop words are not required.
bool HasContentWord(const AnalyzedQuery& query);

/// Whether any text of a query, excluded ones included and names apart, has a script without
/// blanks.
bool AsksInChinese(const AnalyzedQuery& query);

}  // namespace dssearch
