#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/explanation.h"
#include "dssearch/request.h"
#include "searcher/session.h"

namespace dssearch {

/// What of `query` each of the papers with these ids has and what it adds to
/// its score, most first. Takes apart the very query that was run and asks the
/// same ranking about each part, so that the scores add up to the paper's.
std::vector<std::vector<Evidence>> Explain(const Xapian::Database& database,
                                           const Xapian::Query& query,
                                           const std::vector<std::string>& ids);

/// What of `request` holds for the paper with this id, and what keeps it out.
/// Throws Error kInvalidRequest as a search does.
Verdict WhyNot(Session& session, const SearchRequest& request, std::string_view id);

}  // namespace dssearch
