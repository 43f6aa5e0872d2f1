#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/explanation.h"
#include "dssearch/request.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// What of `clause` each of `papers`, which match it, has and what it adds to
/// its score, most first. Takes apart the very clause that was run and scores
/// each part as it was, so that the scores add up to the paper's.
std::vector<std::vector<Evidence>> Explain(const Session& session, const Clause& clause,
                                           const std::vector<Xapian::docid>& papers);

/// What of `request` holds for the paper with this id, and what keeps it out.
/// Throws Error kInvalidRequest as a search does.
Verdict WhyNot(Session& session, const SearchRequest& request, std::string_view id);

}  // namespace dssearch
