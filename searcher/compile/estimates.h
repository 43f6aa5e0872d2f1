#pragma once

#include <xapian.h>

#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

// What a query comes to, told from the statistics of its terms alone.

/// How many documents match a query, at most and roughly: the terms of a disjunction are taken to
/// be in the same documents. Throws Xapian::Error.
Xapian::doccount DocFreqUpperBound(const QueryNode& query, const IndexReader& reader);

/// What a document scores that has each term once, if no term were in fewer than `least_doc_freq`
/// documents. Throws Xapian::Error.
double EstimatedScore(const QueryNode& query, Xapian::doccount least_doc_freq,
                      const IndexReader& reader);

}  // namespace dssearch
