#pragma once

#include <string>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// A query for the documents that have a whole value in a field (domain, 数学推理), by any of its
/// names. The value is folded, unless the field is exact. Of the field of ids it may be any
/// identifier of a paper, in any form. Throws Xapian::Error.
QueryNode ValueQuery(const format::Field& field, const std::string& value,
                     const IndexReader& reader);

}  // namespace dssearch
