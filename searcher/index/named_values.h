#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The fields whose values have names, by folded name: those that a query may name without
/// `field:`. Immutable.
using NamedValues = std::unordered_map<std::string, const format::Field*>;

/// The named values of the index, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const NamedValues> NamedValuesOf(const IndexReader& reader);

}  // namespace dssearch
