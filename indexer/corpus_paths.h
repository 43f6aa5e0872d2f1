#pragma once

#include <string>
#include <vector>

namespace dssearch::indexer {

/// The name of a file or folder in the index: the same one by whatever path, "-" for standard
/// input.
std::string CanonicalPath(const std::string& path);

/// The paths without those that another one covers, so that nothing is read twice: of corpus,
/// corpus/a.jsonl and ./corpus the first stays.
std::vector<std::string> OutermostPaths(const std::vector<std::string>& paths);

}  // namespace dssearch::indexer
