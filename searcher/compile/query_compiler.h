#pragma once

#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/compiled_clause.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// Compiles a query into clauses over the terms of an index, whose term statistics and completions
/// of prefixes it reads. In Match::kAny words are alternatives. Appends what the user should know
/// to `notes`. Throws Xapian::Error.
ClauseTree CompileClauses(const AnalyzedQuery& query, Match match, const IndexReader& reader,
                          std::vector<Note>& notes);

/// The clause of a person's name: its names near each other in any order, each in full or as an
/// initial, and Han characters as a phrase. No clause for a text without words. Throws
/// Xapian::Error.
TextClauses CompileName(const AnalyzedQuery& text, const IndexReader& reader);

}  // namespace dssearch
