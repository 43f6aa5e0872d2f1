#pragma once

#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/compile/cross_language_expander.h"
#include "searcher/facets/facets.h"
#include "searcher/facets/filters.h"
#include "searcher/index/index_reader.h"
#include "searcher/query/query_parser.h"

namespace dssearch {

/// A request that is parsed, analyzed and validated, but not executed.
struct QueryPlan {
  QueryAst root;           ///< The AST, which must not move, since `analyzed` refers to it.
  AnalyzedQuery analyzed;  ///< The analysis of `root`.
  Filters filters;
  Untranslated untranslated;
  std::vector<Note> notes;

  QueryPlan(const QueryPlan&) = delete;
  QueryPlan& operator=(const QueryPlan&) = delete;

  /// Plans a request. Throws Error kInvalidRequest.
  QueryPlan(const SearchRequest& request, const IndexReader& reader);

 private:
  QueryPlan(ParsedQuery parsed, const SearchRequest& request, const IndexReader& reader);
};

/// An executed plan: its compiled query, and what that matches.
struct MatchedQuery {
  CompiledQuery query;
  Match match = Match::kAll;  ///< The mode in effect: kAll or kAny.
  bool widened = false;  ///< Whether kAuto fell back to kAny, since no paper has all the words.
  MatchResult result;
  std::vector<Note> notes;  ///< The notes of the plan and of the query.
};

/// Compiles a plan, and matches and counts its documents. In kAuto it falls back to kAny if no
/// paper has all the words. Throws Error kInvalidRequest, and Xapian::Error.
MatchedQuery MatchQuery(const QueryPlan& plan, const SearchRequest& request,
                        const IndexReader& reader);

}  // namespace dssearch
