#pragma once

#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/compiled_clause.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// Compiles a query into clauses over the terms of an index, which is asked for the statistics of
/// terms and for words that begin in some way. In Match::kAny words are alternatives. What is to be
/// known of it is added to `notes`. Throws Xapian::Error.
ClauseTree CompileClauses(const AnalyzedQuery& query, Match match, const IndexReader& reader,
                          std::vector<Note>& notes);

/// The names of people that a text asks for: its parts in any order, near each other, each in full
/// or as an initial; Han as it is written. Nothing of a text without words.
TextClauses CompileName(const AnalyzedQuery& text, const IndexReader& reader);

}  // namespace dssearch
