#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "searcher/compile/compiled_query.h"
#include "searcher/format/record.h"
#include "searcher/query/date_range.h"
#include "searcher/search/answer.h"
#include "searcher/search/query_plan.h"
#include "searcher/search/query_words.h"

namespace dssearch {
namespace {

using AstKind = QueryAst::Kind;

// A request for the filters of each field of `request`.
std::vector<SearchRequest> RequestPerFilter(const SearchRequest& request) {
  std::vector<SearchRequest> all;
  for (const Filter& filter : request.filters) {
    auto same = std::find_if(all.begin(), all.end(), [&filter](const SearchRequest& known) {
      return known.filters[0].field == filter.field && known.filters[0].exclude == filter.exclude;
    });
    if (same == all.end()) same = all.insert(all.end(), SearchRequest{});
    same->filters.push_back(filter);
  }
  if (DaysOf(request))
    all.push_back({.since = request.since,
                   .until = request.until,
                   .last = request.last,
                   .today = request.today});
  if (!request.added_after.empty()) all.push_back({.added_after = request.added_after});
  return all;
}

// The text of the filters of one field: domain = 数学推理 or 代码智能; date = 2024..2025-06.
std::string TextOfFilters(const SearchRequest& one) {
  if (!one.added_after.empty()) return "added after " + one.added_after;
  if (one.filters.empty()) return "date = " + FormatDateRange(*DaysOf(one));
  std::string text = one.filters[0].field + (one.filters[0].exclude ? " is not " : " = ");
  for (const Filter& filter : one.filters)
    text += (&filter == one.filters.data() ? "" : " or ") + filter.value;
  return text;
}

// Matches queries against one paper.
class PaperMatcher {
 public:
  PaperMatcher(const std::string& id, bool translate, const Untranslated& untranslated,
               const IndexReader& reader)
      : paper_(QueryNode::Term(format::IdTerm(id))),
        translate_(translate),
        untranslated_(untranslated),
        reader_(reader) {}

  bool Matches(const QueryNode& query) const {
    return reader_.DocFreq(QueryNode::Of(QueryNode::Kind::kAnd, {query, paper_}),
                           Precision::kExact) > 0;
  }

  bool Matches(const QueryAst& query) const {
    const AnalyzedQuery analyzed = AnalyzeQuery(query, reader_);
    return Matches(CompileQuery(analyzed, Match::kAll, reader_, translate_, untranslated_).root);
  }

 private:
  QueryNode paper_;  // Matches it alone.
  bool translate_;
  const Untranslated& untranslated_;
  const IndexReader& reader_;
};

// For each clause, whether it is one of adjacent texts in one field that match together, which they
// may do by the translation of a term that spans them.
std::vector<bool> MatchTogether(const std::vector<QueryAst>& clauses, const PaperMatcher& matcher) {
  std::vector<bool> together(clauses.size());
  const auto at = [](auto& list, std::size_t i) {
    return list.begin() + static_cast<std::ptrdiff_t>(i);
  };
  for (std::size_t begin = 0, end = 0; begin < clauses.size(); begin = end) {
    for (end = begin + 1; end < clauses.size() && clauses[begin].kind == AstKind::kText &&
                          clauses[end].kind == AstKind::kText &&
                          clauses[end].field == clauses[begin].field;)
      ++end;
    if (end - begin > 1 &&
        matcher.Matches(
            QueryAst{.kind = AstKind::kAnd, .children = {at(clauses, begin), at(clauses, end)}}))
      std::fill(at(together, begin), at(together, end), true);
  }
  return together;
}

}  // namespace

Verdict WhyNot(const IndexReader& reader, const SearchRequest& request, std::string_view id) {
  const UnderstoodQuery understood = Understand(request, reader);
  const QueryPlan& plan = *understood.plan;
  const MatchedQuery& matched = understood.matched;
  Verdict verdict;
  verdict.id = id;
  // Where papers have all the words, the others are too far from these.
  verdict.match = matched.have_all > 0 ? Match::kAll : matched.match;
  const std::optional<StoredPaper> found = reader.Find(id);
  verdict.known = found.has_value();
  verdict.found = found && reader.Has(*matched.result->matches, found->paper.id);
  if (!verdict.known) return verdict;
  const PaperMatcher matcher(found->paper.id, request.translate, plan.untranslated, reader);
  const bool several = plan.root.kind == AstKind::kAnd;
  const std::vector<QueryAst> clauses =
      several ? plan.root.children : std::vector<QueryAst>{plan.root};
  const std::vector<bool> together = MatchTogether(clauses, matcher);
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const QueryAst& clause = clauses[i];
    if (clause.kind == AstKind::kAll) continue;
    // Stop words and punctuation are not required beside words.
    if (several && clause.kind == AstKind::kText && clause.field == nullptr &&
        !HasContentWord(AnalyzeQuery(clause, reader)) && HasContentWord(plan.analyzed))
      continue;
    // For a text without blanks it is reported which of its words are missing.
    const bool matches = together[i] || matcher.Matches(clause);
    const std::vector<QueryAst> words = WordsOf(clause, reader.analyzer());
    if (matches || words.size() == 1) {
      verdict.conditions.push_back({ToString(clause), matches});
    } else {
      for (QueryAst word : words) {
        const bool word_matches = matcher.Matches(word);
        word.kind = AstKind::kText;  // It is shown without quotes.
        verdict.conditions.push_back({ToString(word), word_matches});
      }
    }
  }
  if (request.fold && found->other && !verdict.found &&
      reader.Has(*matched.result->matches, found->other->id))
    verdict.conditions.push_back(
        {"not folded into " + found->other->id, !matcher.Matches(matched.query.root)});
  for (const SearchRequest& one : RequestPerFilter(request))
    verdict.conditions.push_back(
        {TextOfFilters(one), matcher.Matches(Filters(one, reader).fields().front().query)});
  return verdict;
}

}  // namespace dssearch
