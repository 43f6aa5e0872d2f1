#include "searcher/suggestions.h"

#include <algorithm>

#include "searcher/format/record.h"
#include "searcher/query_builder.h"
#include "searcher/ranking.h"
#include "searcher/text/code_points.h"

namespace dssearch {

std::vector<std::string> SuggestTitles(const Xapian::Database& database, text::Analyzer& analyzer,
                                       std::string_view prefix, std::size_t limit) {
  // The typed words as a query of our own, so that nothing in them is an operator.
  Query typed;
  typed.kind = Query::Kind::kAnd;
  const text::Analysis analysis = analyzer.Analyze(text::CutToBytes(prefix, kMaxQueryBytes));
  const std::vector<text::Token>& tokens = analysis.tokens();
  for (const text::Token& token : tokens) {
    if (token.kind != text::TokenKind::kAtom && token.kind != text::TokenKind::kCharacter) continue;
    Query word;
    word.kind = token.kind == text::TokenKind::kAtom ? Query::Kind::kPrefix : Query::Kind::kPhrase;
    word.field = "title";
    word.text = analysis.Text(token);
    typed.children.push_back(std::move(word));
  }
  if (typed.children.empty()) return {};
  const BuiltQuery built = BuildQuery(typed, Match::kAll, analyzer, database);
  Xapian::Enquire enquire(database);
  enquire.set_query(built.query);
  Order order(enquire, Sort::kRelevance);
  std::vector<std::string> titles;
  // Some papers have one title; twice as many as wanted leaves enough.
  limit = std::min(limit, kMaxLimit);
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(limit * 2));
  for (auto it = found.begin(); it != found.end() && titles.size() < limit; ++it) {
    const Paper paper = format::DecodeRecord(it.get_document().get_data());
    // The half that holds what was typed.
    const bool chinese = built.chinese && !paper.title_zh.empty();
    const std::string& title = chinese ? paper.title_zh : paper.title;
    if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
  }
  return titles;
}

}  // namespace dssearch
