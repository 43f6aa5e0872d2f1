#pragma once

#include <string>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// The documents that have a whole value of a field (domain, 数学推理), by any of its names. Case
/// and width do not matter, where the field says so. Throws Xapian::Error.
QueryNode ValueQuery(const format::Field& field, const std::string& value,
                     const IndexReader& reader);

}  // namespace dssearch
