#pragma once

#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/index/index_reader.h"
#include "searcher/search/query_plan.h"

namespace dssearch {

/// Notes on what a request asks for that the index does not have at all, so that the request finds
/// nothing by it:
///
/// - each value of a field that no paper has, of the request's filters and of the query, with the
///   nearest value that there is (kNearestValue, kNoValue);
/// - where no paper has all that is asked for, the words that no paper has, unless the request asks
///   for a single word alone (kNoPaperHas).
///
/// Throws Xapian::Error.
std::vector<Note> NotesOfAbsence(const QueryPlan& plan, const SearchRequest& request,
                                 const MatchedQuery& matched, const IndexReader& reader);

}  // namespace dssearch
