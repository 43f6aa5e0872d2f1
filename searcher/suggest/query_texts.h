#pragma once

#include <algorithm>
#include <cstddef>

#include "searcher/compile/analyzed_query.h"

namespace dssearch {

/// Calls `visit(const AnalyzedQuery&)` for each text and each phrase of a query in whose spelling
/// something may be wrong: those that are excluded may be unknown, and names are right.
template <typename Visit>
void ForEachQueryText(const AnalyzedQuery& query, const Visit& visit) {
  using Kind = QueryAst::Kind;
  if (query.ast->kind == Kind::kNot) return;
  const auto is_named = [&query](std::size_t child) {
    return std::any_of(query.entities.begin(), query.entities.end(), [child](const Entity& one) {
      return one.first <= child && child < one.end;
    });
  };
  const bool is_text = query.ast->kind == Kind::kText && !is_named(0);
  if ((is_text || query.ast->kind == Kind::kPhrase) &&
      query.field().kind == format::FieldKind::kText)
    visit(query);
  for (std::size_t i = 0; i < query.children.size(); ++i)
    if (!is_named(i)) ForEachQueryText(query.children[i], visit);
}

}  // namespace dssearch
