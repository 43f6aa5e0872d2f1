#pragma once

#include <xapian.h>

#include <cstddef>
#include <vector>

#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/matcher.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// A paper and its score.
struct Ranked {
  Xapian::docid paper;
  double score;
};

/// Of papers that all match a clause the `most` with the highest scores, in no
/// order, and those that score the same as the last of them. A score is a sum of
/// terms, each of which counts for the papers that match the part of the clause
/// that it stands in. Positions that are assumed never lower it.
std::vector<Ranked> Best(const Clause& clause, const Session& session, const DocSet& papers,
                         Positions positions, std::size_t most);

}  // namespace dssearch
