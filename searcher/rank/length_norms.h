#pragma once

#include <memory>
#include <vector>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// The LengthNorm of each document, by docid, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const std::vector<float>> LengthNormsOf(const IndexReader& reader);

}  // namespace dssearch
