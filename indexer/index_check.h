#pragma once

#include <string>
#include <vector>

namespace dssearch::indexer {

/// The faults of an index, in its manifest, its databases and the papers in them, each as a line in
/// plain words; none where all is well. Reads the whole index.
///
/// Throws Error: kIndexNotFound, kIndexFormat, kIndexCorrupt.
std::vector<std::string> CheckIndex(const std::string& index);

}  // namespace dssearch::indexer
