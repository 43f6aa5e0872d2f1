#pragma once

#include <memory>
#include <vector>

#include "searcher/index/local/local_reader.h"

namespace dssearch {

/// The LengthNorm of each document.
struct LengthNorms {
  double average;             ///< The average length.
  std::vector<float> by_doc;  ///< By docid, up to the end of the last window.
};

/// The norms of the documents of an index, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const LengthNorms> LengthNormsOf(const LocalReader& reader);

}  // namespace dssearch
