#pragma once

#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/compile/query_compiler.h"
#include "searcher/facets/facets.h"
#include "searcher/index/index_reader.h"
#include "searcher/query/query_ast.h"

namespace dssearch {

/// What a request comes to: the query that answers it, and how much it finds.
struct Plan {
  Query root;                 ///< As it was understood.
  Match match = Match::kAll;  ///< What was used: kAll or kAny.
  bool widened = false;       ///< It was kAuto, and no paper has all the words.
  BuiltQuery built;           ///< Of `root`.
  Counts counts{DocSet(0), 0, {}};
  std::vector<Note> notes;
};

/// Understands and counts. In kAuto it widens to papers with some of the words
/// where none has all. Throws Error kInvalidRequest.
Plan MakePlan(Session& session, const SearchRequest& request);

}  // namespace dssearch
