#pragma once

#include <xapian.h>

#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

// Estimates about a query from the statistics of its terms alone, without evaluating it.

/// A rough upper bound on the number of documents that match a query: the minimum over a
/// conjunction, the maximum over a disjunction, as if its terms were in the same documents. Throws
/// Xapian::Error.
Xapian::doccount DocFreqUpperBound(const QueryNode& query, const IndexReader& reader);

/// The score of a document that has each term once, where each document frequency is raised to at
/// least `least_doc_freq`. Throws Xapian::Error.
double EstimatedScore(const QueryNode& query, Xapian::doccount least_doc_freq,
                      const IndexReader& reader);

}  // namespace dssearch
