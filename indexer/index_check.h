#pragma once

#include <string>
#include <vector>

namespace dssearch::indexer {

/// What is wrong with an index: its manifest, its databases, the papers in
/// them; a line each, nothing where all is well. Reads all of it.
///
/// Throws Error where there is no index, or none that this program reads.
std::vector<std::string> CheckIndex(const std::string& index);

}  // namespace dssearch::indexer
