#pragma once

#include <memory>
#include <vector>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// LengthNorm of each document, by docid. Kept. Throws Xapian::Error.
std::shared_ptr<const std::vector<float>> LengthNormsOf(const IndexReader& reader);

}  // namespace dssearch
