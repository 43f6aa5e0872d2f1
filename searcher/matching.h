#pragma once

#include <xapian.h>

#include "searcher/doc_set.h"
#include "searcher/snapshot.h"

namespace dssearch {

/// Whether it depends on where words stand which papers match, not just how well.
bool MatchNeedsPositions(const Xapian::Query& query);

/// All papers that match a query, without any order. Words are read from their
/// posting lists, or from memory where they are frequent; only what depends on
/// positions (phrases, names) is left to Xapian's matcher.
DocSet PapersMatching(const Xapian::Query& query, const Xapian::Database& database,
                      Snapshot& snapshot);

}  // namespace dssearch
