#pragma once

#include <xapian.h>

#include <vector>

#include "dssearch/explanation.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// What of `query` each of `docs`, which match it, has and what that adds to its score, most first:
/// a trace of the scoring itself, so that the scores add up to the document's. It costs about as
/// much as to score the documents once. Throws Xapian::Error.
std::vector<std::vector<Evidence>> Explain(const IndexReader& reader, const QueryNode& query,
                                           const std::vector<Xapian::docid>& docs);

}  // namespace dssearch
