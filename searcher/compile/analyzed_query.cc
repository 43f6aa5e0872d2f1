#include "searcher/compile/analyzed_query.h"

#include <algorithm>
#include <utility>

#include "searcher/format/identifier.h"
#include "searcher/text/stop_words.h"

namespace dssearch {

using Kind = QueryAst::Kind;
using text::Token;
using text::TokenKind;

namespace {

AnalyzedQuery AnalyzeTexts(const QueryAst& ast, text::Analyzer& analyzer) {
  AnalyzedQuery query{&ast};
  if (ast.kind == Kind::kText || ast.kind == Kind::kPhrase || ast.kind == Kind::kPrefix ||
      ast.kind == Kind::kIdentifier) {
    query.analysis = analyzer.Analyze(ast.kind == Kind::kIdentifier ? format::BareText(ast.text)
                                                                    : std::string_view(ast.text));
    query.segments = text::SegmentsOf(query.analysis);
  }
  query.children.reserve(ast.children.size());
  for (const QueryAst& child : ast.children)
    query.children.push_back(AnalyzeTexts(child, analyzer));
  return query;
}

bool IsWithoutField(const AnalyzedQuery& query) {
  return query.ast->kind == Kind::kText && query.ast->field == nullptr;
}

void AddEntities(AnalyzedQuery& query, const IndexReader& reader) {
  if (query.ast->kind == Kind::kNot) return;
  if (IsWithoutField(query)) query.entities = EntitiesIn(&query, 1, reader).named;
  std::vector<AnalyzedQuery>& children = query.children;
  for (std::size_t first = 0, end = 0; first < children.size(); first = end) {
    end = first + 1;
    if (query.ast->kind != Kind::kAnd || !IsWithoutField(children[first])) {
      AddEntities(children[first], reader);
      continue;
    }
    end = EndOfTexts(children, first);
    const auto add = [first](std::vector<Entity>& found, std::vector<Entity>& to) {
      for (Entity& entity : found) {
        entity.first += first;
        entity.end += first;
        to.push_back(std::move(entity));
      }
    };
    Entities found = EntitiesIn(&children[first], end - first, reader);
    add(found.named, query.entities);
    add(found.possible, query.possible_values);
  }
}

}  // namespace

AnalyzedQuery AnalyzeQuery(const QueryAst& ast, const IndexReader& reader) {
  AnalyzedQuery query = AnalyzeTexts(ast, reader.analyzer());
  AddEntities(query, reader);
  return query;
}

std::size_t EndOfTexts(const std::vector<AnalyzedQuery>& children, std::size_t first) {
  std::size_t end = first + 1;
  while (end < children.size() && children[end].IsPlainText() &&
         children[end].ast->field == children[first].ast->field)
    ++end;
  return end;
}

namespace {

// Adds the values that a query names to those of each field, each once.
void CollectValues(const AnalyzedQuery& query,
                   std::vector<std::pair<const format::Field*, std::vector<std::string>>>& fields) {
  for (const Entity& entity : query.entities) {
    if (entity.field == nullptr) continue;
    auto of_field = std::find_if(fields.begin(), fields.end(),
                                 [&](const auto& one) { return one.first == entity.field; });
    if (of_field == fields.end()) of_field = fields.insert(fields.end(), {entity.field, {}});
    std::vector<std::string>& values = of_field->second;
    if (std::find(values.begin(), values.end(), entity.value) == values.end())
      values.push_back(entity.value);
  }
  for (const AnalyzedQuery& child : query.children) CollectValues(child, fields);
}

}  // namespace

std::vector<Note> NotesOf(const AnalyzedQuery& query) {
  std::vector<std::pair<const format::Field*, std::vector<std::string>>> fields;
  CollectValues(query, fields);
  std::vector<Note> notes;
  for (const auto& [field, values] : fields) {
    std::string joined;
    for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
    notes.push_back({Note::Kind::kWordsAreValue,
                     {joined, std::string(field->name), std::string(field->name_zh)}});
  }
  return notes;
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
