#include "searcher/search/query_plan.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "searcher/compile/identifier_query.h"
#include "searcher/query/date_range.h"

namespace dssearch {
namespace {

// If fewer papers than this have all the words, a note says how many more have some.
constexpr std::uint64_t kFewPapers = 10;

ParsedQuery Parse(const SearchRequest& request, const IndexReader& reader) {
  ParsedQuery parsed = ParseQuery(request.query, TodayOf(request));
  PreferPaperWithKey(parsed.root, reader);
  return parsed;
}

}  // namespace

QueryPlan::QueryPlan(const SearchRequest& request, const IndexReader& reader)
    : QueryPlan(Parse(request, reader), request, reader) {}

QueryPlan::QueryPlan(ParsedQuery parsed, const SearchRequest& request, const IndexReader& reader)
    : root(std::move(parsed.root)),
      analyzed(AnalyzeQuery(root, reader.analyzer())),
      filters(request, reader),
      notes(std::move(parsed.notes)) {}

MatchedQuery MatchQuery(const QueryPlan& plan, const SearchRequest& request,
                        const IndexReader& reader) {
  const auto compile = [&](Match match) {
    return CompileQuery(plan.analyzed, match, reader, request.translate);
  };
  const auto count = [&](const CompiledQuery& query, const std::vector<FacetRequest>& facets) {
    return MatchAndCount(reader, query, facets, plan.filters, request.fold);
  };
  const Match match = request.match == Match::kAny ? Match::kAny : Match::kAll;
  CompiledQuery query = compile(match);
  MatchResult result = count(query, request.facets);
  MatchedQuery matched{std::move(query), match, false, std::move(result), plan.notes};
  if (request.match == Match::kAuto && matched.result.total < kFewPapers) {
    CompiledQuery any = compile(Match::kAny);
    // Facets are counted only if they are returned.
    const bool none = matched.result.total == 0;
    MatchResult more = count(any, none ? request.facets : std::vector<FacetRequest>());
    if (none && more.total > 0) {
      matched.match = Match::kAny;
      matched.widened = true;
      matched.query = std::move(any);
      matched.result = std::move(more);
      matched.notes.push_back({Note::Kind::kSomeWords});
    } else if (more.total > matched.result.total) {
      matched.notes.push_back(
          {Note::Kind::kMoreHaveSome, {std::to_string(more.total - matched.result.total)}});
    }
  }
  if (matched.result.folded > 0)
    matched.notes.push_back({Note::Kind::kFolded, {std::to_string(matched.result.folded)}});
  std::copy(matched.query.notes.begin(), matched.query.notes.end(),
            std::back_inserter(matched.notes));
  return matched;
}

}  // namespace dssearch
