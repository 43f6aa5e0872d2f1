#pragma once

#include <string>
#include <vector>

#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// The query for a person's names within the names of one author: all in full in any order, or
/// the family name in full behind given names any of which are initials. The family name is the
/// last of `names` or the first one. Initials in `names` stand for names that begin so.
QueryNode AuthorNear(const std::vector<std::string>& names);

/// The same, of names that are all in full, without initials in their place.
QueryNode AuthorInFull(const std::vector<std::string>& names);

}  // namespace dssearch
