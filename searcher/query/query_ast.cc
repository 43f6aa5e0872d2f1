#include "searcher/query/query_ast.h"

namespace dssearch {
namespace {

std::string Leaf(const QueryAst& query) {
  switch (query.kind) {
    case QueryAst::Kind::kPhrase:
      return '"' + query.text + '"';
    case QueryAst::Kind::kPrefix:
      return query.text + '*';
    default:
      return query.text;
  }
}

std::string Group(std::string_view name, const std::vector<QueryAst>& children) {
  std::string out = "(" + std::string(name);
  for (const QueryAst& child : children) out += ' ' + ToString(child);
  return out + ')';
}

}  // namespace

std::string ToString(const QueryAst& query) {
  switch (query.kind) {
    case QueryAst::Kind::kAll:
      return "(all)";
    case QueryAst::Kind::kAnd:
      return Group("and", query.children);
    case QueryAst::Kind::kOr:
      return Group("or", query.children);
    case QueryAst::Kind::kNot:
      return Group("not", query.children);
    case QueryAst::Kind::kIdentifier:
      return '(' + std::string(format::kIdField.name) + " = " + query.text + ')';
    case QueryAst::Kind::kFilter:
      return '(' + std::string(query.field->name) + " = " + query.text + ')';
    case QueryAst::Kind::kText:
    case QueryAst::Kind::kPhrase:
    case QueryAst::Kind::kPrefix:
      break;
  }
  if (query.field == nullptr) return Leaf(query);
  return '(' + std::string(query.field->name) + ' ' + Leaf(query) + ')';
}

}  // namespace dssearch
