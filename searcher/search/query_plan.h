#pragma once

#include <cstdint>
#include <memory>
#include <string>
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
  bool wants_all;  ///< ParsedQuery::wants_all

  QueryPlan(const QueryPlan&) = delete;
  QueryPlan& operator=(const QueryPlan&) = delete;

  /// Plans a request. Words that are dates are text if `dates_are_text`, and where the whole query
  /// is the title of a paper. Throws Error kInvalidRequest, and Xapian::Error.
  QueryPlan(const SearchRequest& request, const IndexReader& reader, bool dates_are_text = false);

 private:
  QueryPlan(ParsedQuery parsed, const SearchRequest& request, const IndexReader& reader);
};

/// An executed plan: its compiled query, and what that matches.
struct MatchedQuery {
  CompiledQuery query;
  Match match = Match::kAll;   ///< The mode in effect: kAll or kAny.
  std::uint64_t have_all = 0;  ///< How many papers have all the words; unknown in kAny.
  std::shared_ptr<const MatchResult> result;
  std::vector<Note> notes = {};  ///< The notes of the plan and of the query.
};

/// Compiles a plan, and matches and counts its documents. In kAuto it falls back to kAny if few
/// papers have all the words, and no AND wants them. Throws Error kInvalidRequest, and
/// Xapian::Error.
MatchedQuery MatchQuery(const QueryPlan& plan, const SearchRequest& request,
                        const IndexReader& reader);

/// A request as it was understood in the end.
struct UnderstoodQuery {
  std::unique_ptr<QueryPlan> plan;
  MatchedQuery matched;
  std::string suggestion = {};  ///< The query with its spelling corrected, or empty.
  bool corrected = false;       ///< Whether `plan` is that of the suggestion.
};

/// Plans and matches a request. Where no paper has all the words, words that were read as dates are
/// read as text, and misspelt words are corrected, if that finds papers with all of them; dates are
/// read as text also where they leave no paper at all. Throws Error kInvalidRequest, and
/// Xapian::Error.
UnderstoodQuery Understand(const SearchRequest& request, const IndexReader& reader);

}  // namespace dssearch
