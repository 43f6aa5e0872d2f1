#pragma once

#include <xapian.h>

#include <vector>

#include "dssearch/explanation.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// For each of `docs`, all of which match `query`: the parts of the query that it has and what each
/// adds to its score, highest first. It is a trace of the scoring, so that the scores add up to
/// that of the document, and costs about as much as scoring the documents once. Throws
/// Xapian::Error.
std::vector<std::vector<Evidence>> Explain(const LocalReader& reader, const QueryNode& query,
                                           const std::vector<Xapian::docid>& docs);

}  // namespace dssearch
