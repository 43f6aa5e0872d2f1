#pragma once

#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// Whether words stand where a clause wants them is looked up, or taken for
/// granted where a paper has them at all; that is far faster. What is excluded
/// is always looked up.
enum class Positions { kExact, kAssumed };

/// The papers that match a clause, of those in `among` if it is not null. Sets
/// are joined in memory; where words stand is looked up last, of those papers only
/// that the rest of the clause leaves.
DocSet PapersMatching(const Clause& clause, const Session& session, const DocSet* among = nullptr,
                      Positions positions = Positions::kExact);

/// How many papers match where positions are assumed.
Xapian::doccount CountAssumed(const Clause& clause, const Session& session);

}  // namespace dssearch
