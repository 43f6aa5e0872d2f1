#pragma once

#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/facets/facets.h"
#include "searcher/facets/filters.h"
#include "searcher/index/index_reader.h"
#include "searcher/query/query_parser.h"

namespace dssearch {

/// What a request asks for, understood but not yet looked for.
struct QueryPlan {
  QueryAst root;  ///< As it was understood. Must stay where it is: `analyzed` refers to it.
  AnalyzedQuery analyzed;  ///< Of `root`.
  Filters filters;
  std::vector<Note> notes;

  QueryPlan(const QueryPlan&) = delete;
  QueryPlan& operator=(const QueryPlan&) = delete;

  /// Reads a request. Throws Error kInvalidRequest.
  QueryPlan(const SearchRequest& request, const IndexReader& reader);

 private:
  QueryPlan(ParsedQuery parsed, const SearchRequest& request, const IndexReader& reader);
};

/// A plan that was carried out: the query that answers it, and what it matches.
struct MatchedQuery {
  CompiledQuery query;
  Match match = Match::kAll;  ///< What was used: kAll or kAny.
  bool widened = false;       ///< kAuto was asked for, and no paper has all the words.
  MatchResult result;
  std::vector<Note> notes;  ///< Those of the plan, and of this.
};

/// Compiles a plan, and finds and counts what matches. In kAuto it widens to papers with some of
/// the words where none has all. Throws Error kInvalidRequest, and Xapian::Error.
MatchedQuery MatchQuery(const QueryPlan& plan, const SearchRequest& request,
                        const IndexReader& reader);

}  // namespace dssearch
