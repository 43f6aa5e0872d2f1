#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/compile/analyzed_query.h"

namespace dssearch {

/// Calls `visit(const AnalyzedQuery&)` for each text and each phrase of a query in whose spelling
/// something may be wrong: those that are excluded may be unknown, and names are right unless
/// `names`.
template <typename Visit>
void ForEachQueryText(const AnalyzedQuery& query, const Visit& visit, bool names = false) {
  using Kind = QueryAst::Kind;
  if (query.ast->kind == Kind::kNot) return;
  const auto is_named = [&query, names](std::size_t child) {
    return !names &&
           std::any_of(query.entities.begin(), query.entities.end(), [child](const Entity& one) {
             return one.first <= child && child < one.end;
           });
  };
  const bool is_text = query.ast->kind == Kind::kText && !is_named(0);
  if ((is_text || query.ast->kind == Kind::kPhrase) &&
      query.field().kind == format::FieldKind::kText)
    visit(query);
  for (std::size_t i = 0; i < query.children.size(); ++i)
    if (!is_named(i)) ForEachQueryText(query.children[i], visit, names);
}

/// A word of letters in a query.
struct QueryWord {
  std::size_t begin;  ///< Its bytes in the query.
  std::size_t end;
  std::string text;  ///< Folded.
  const format::Field* field;
  bool in_quotes;
};

/// The words of English letters in the texts and phrases that ForEachQueryText visits.
inline std::vector<QueryWord> QueryWordsOf(const AnalyzedQuery& root, bool names = false) {
  std::vector<QueryWord> words;
  ForEachQueryText(
      root,
      [&words](const AnalyzedQuery& text) {
        for (const text::Token& token : text.analysis.tokens()) {
          if (token.kind != text::TokenKind::kSubword || !token.scores || !token.stemmable)
            continue;
          const Span span = text.analysis.Original(token);
          words.push_back({text.ast->begin + span.begin, text.ast->begin + span.end,
                           std::string(text.analysis.Text(token)), &text.field(),
                           text.ast->kind == QueryAst::Kind::kPhrase});
        }
      },
      names);
  return words;
}

/// Whether nothing but blanks stands between two words of a query.
inline bool AreAdjacent(const QueryWord& a, const QueryWord& b, std::string_view query) {
  return a.end < b.begin &&
         query.substr(a.end, b.begin - a.end).find_first_not_of(' ') == std::string_view::npos;
}

}  // namespace dssearch
