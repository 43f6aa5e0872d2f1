#include "searcher/query/query_ast.h"

namespace dssearch {
namespace {

std::string Leaf(const Query& query) {
  switch (query.kind) {
    case Query::Kind::kPhrase:
      return '"' + query.text + '"';
    case Query::Kind::kPrefix:
      return query.text + '*';
    default:
      return query.text;
  }
}

std::string Group(std::string_view name, const std::vector<Query>& children) {
  std::string out = "(" + std::string(name);
  for (const Query& child : children) out += ' ' + ToString(child);
  return out + ')';
}

}  // namespace

std::string ToString(const Query& query) {
  switch (query.kind) {
    case Query::Kind::kAll:
      return "(all)";
    case Query::Kind::kAnd:
      return Group("and", query.children);
    case Query::Kind::kOr:
      return Group("or", query.children);
    case Query::Kind::kNot:
      return Group("not", query.children);
    case Query::Kind::kFilter:
      return '(' + query.field + " = " + query.text + ')';
    case Query::Kind::kText:
    case Query::Kind::kPhrase:
    case Query::Kind::kPrefix:
      break;
  }
  return query.field.empty() ? Leaf(query) : '(' + query.field + ' ' + Leaf(query) + ')';
}

}  // namespace dssearch
