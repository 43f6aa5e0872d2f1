#pragma once

#include <string>
#include <vector>

namespace dssearch::indexer {

/// The faults of an index, in its stub, its files and the papers in them, each as a line in plain
/// words; none where all is well. Reads the whole index, and the next commit where a run publishes
/// one meanwhile.
///
/// Throws Error: kIndexNotFound, kIndexFormat, kIndexCorrupt, kIo.
std::vector<std::string> CheckIndex(const std::string& index);

}  // namespace dssearch::indexer
