#include "searcher/search/matched_query.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "searcher/query/date_range.h"

namespace dssearch {
namespace {

// Where fewer papers have all the words, a note says how many have some.
constexpr std::uint64_t kFewPapers = 10;

}  // namespace

Plan MakePlan(Session& session, const SearchRequest& request) {
  const Filters filters(request, session);
  ParsedQuery parsed = ParseQuery(request.query, TodayOf(request));
  Plan plan;
  plan.root = std::move(parsed.root);
  plan.notes = std::move(parsed.notes);
  const auto build = [&](Match match) {
    return BuildQuery(plan.root, match, session, request.translate);
  };
  const auto count = [&](const BuiltQuery& built, const std::vector<FacetRequest>& facets) {
    return Count(session, built, facets, filters);
  };
  if (request.match == Match::kAny) plan.match = Match::kAny;
  plan.built = build(plan.match);
  plan.counts = count(plan.built, request.facets);
  if (request.match == Match::kAuto && plan.counts.total < kFewPapers) {
    BuiltQuery any = build(Match::kAny);
    // Facets only if they are going to be shown.
    const bool none = plan.counts.total == 0;
    Counts more = count(any, none ? request.facets : std::vector<FacetRequest>());
    if (none && more.total > 0) {
      plan.match = Match::kAny;
      plan.widened = true;
      plan.built = std::move(any);
      plan.counts = std::move(more);
      plan.notes.push_back({Note::Kind::kSomeWords});
    } else if (more.total > plan.counts.total) {
      plan.notes.push_back(
          {Note::Kind::kMoreHaveSome, {std::to_string(more.total - plan.counts.total)}});
    }
  }
  std::copy(plan.built.notes.begin(), plan.built.notes.end(), std::back_inserter(plan.notes));
  return plan;
}

}  // namespace dssearch
