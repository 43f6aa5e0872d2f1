#pragma once

#include <xapian.h>

#include <cstddef>
#include <vector>

#include "dssearch/request.h"
#include "searcher/doc_set.h"
#include "searcher/query_builder.h"
#include "searcher/session.h"

namespace dssearch {

/// A paper in the order that was asked for.
struct Ranked {
  Xapian::docid paper;
  double score;
};

/// `limit` papers from `offset` on of those in `papers`, which are the ones that
/// `query` matches or, if `narrowed`, some of them.
///
/// Looking up where words stand costs more than all the rest, so by relevance
/// papers are ranked twice: all of them by the words they have, then each block
/// of kRerankedBlock in that order anew by the whole query. The order of a paper
/// depends on its block alone, so pages of any size fit together.
std::vector<Ranked> Retrieve(const Session& session, const BuiltQuery& query, const DocSet& papers,
                             bool narrowed, Sort sort, std::size_t offset, std::size_t limit);

/// 50 rank as 100 do (nDCG@10 of cnki_lis keywords .855 for .856, of all other
/// collections the same) and take a seventh less time.
inline constexpr std::size_t kRerankedBlock = 50;

/// `limit` papers from `offset` on of those that `query` matches (and that are
/// in `among`, if it is not null), best first; equal ones newest first, undated
/// last, then by id.
std::vector<Ranked> RankByRelevance(const Session& session, const Xapian::Query& query,
                                    const DocSet* among, std::size_t offset, std::size_t limit);

}  // namespace dssearch
