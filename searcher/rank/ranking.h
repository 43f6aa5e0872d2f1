#pragma once

#include <xapian.h>

#include <cstddef>
#include <vector>

#include "dssearch/request.h"
#include "searcher/compile/query_compiler.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"
#include "searcher/rank/scorer.h"

namespace dssearch {

/// `limit` papers from `offset` on of those in `papers`, all of which match
/// `query`.
///
/// Looking up where words stand is slow, so by relevance papers are ranked
/// twice: all of them as if their words stood where the query wants them, then
/// each block of kRerankedBlock in that order anew by where they do. The order
/// of a paper depends on its block alone, so pages of any size fit together.
std::vector<Ranked> Retrieve(const Session& session, const BuiltQuery& query, const DocSet& papers,
                             Sort sort, std::size_t offset, std::size_t limit);

/// 50 rank as 100 do: nDCG@10 of cnki_lis keywords .855 for .856, of all other
/// collections the same.
inline constexpr std::size_t kRerankedBlock = 50;

/// `limit` papers from `offset` on of those in `papers`, all of which match the
/// clause, best first; equal ones newest first, undated last, then by id.
std::vector<Ranked> RankByRelevance(const Session& session, const Clause& clause,
                                    const DocSet& papers, Positions positions, std::size_t offset,
                                    std::size_t limit);

}  // namespace dssearch
