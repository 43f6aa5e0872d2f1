#include "searcher/search/answer.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "searcher/facets/facets.h"
#include "searcher/query/date_range.h"
#include "searcher/search/absence.h"
#include "searcher/search/hits.h"

namespace dssearch {
namespace {

void CheckLimit(const SearchRequest& request) {
  if (request.limit > kMaxLimit)
    throw Error(ErrorCode::kInvalidRequest,
                "a search returns at most " + std::to_string(kMaxLimit) + " hits",
                "ask for pages with offset, or open a Cursor: Searcher::Open");
}

}  // namespace

void Check(const IndexReader& reader, const SearchRequest& request) {
  CheckLimit(request);
  DaysOf(request);
  for (const FacetRequest& facet : request.facets) FieldOf(facet);
  const Filters filters(request, reader);
}

SearchResponse SummaryOf(const IndexReader& reader, const SearchRequest& request,
                         const UnderstoodQuery& understood) {
  const QueryPlan& plan = *understood.plan;
  const MatchedQuery& matched = understood.matched;
  SearchResponse response;
  response.request = request;
  response.match = matched.match;
  if (const auto days = DaysOf(request)) response.dates = FormatDateRange(*days);
  response.total = matched.result->total;
  response.facets = matched.result->facets;
  response.notes = matched.notes;
  for (Note& note : NotesOfAbsence(plan, request, matched, reader))
    response.notes.push_back(std::move(note));
  response.suggestion = understood.suggestion;
  response.corrected = understood.corrected;
  response.translations = matched.query.TermExpansions();
  if (request.explain) response.tree = ToString(plan.root);
  return response;
}

SearchResponse Answer(const IndexReader& reader, const SearchRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  reader.CheckBudget();
  CheckLimit(request);
  const UnderstoodQuery understood = Understand(request, reader);
  SearchResponse response = SummaryOf(reader, request, understood);
  const auto ranked = RankPage(reader, request, understood, request.offset, request.limit);
  response.hits = HitsOf(reader, request, understood, ranked->Next(request.limit));
  response.took_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return response;
}

}  // namespace dssearch
