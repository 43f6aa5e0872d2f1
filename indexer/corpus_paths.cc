#include "indexer/corpus_paths.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <system_error>

namespace dssearch::indexer {
namespace {

bool IsBelow(const std::filesystem::path& path, const std::filesystem::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

}  // namespace

std::string CanonicalPath(const std::string& path) {
  if (path == "-") return path;
  // A pipe that a shell names, /dev/fd/63, is a link to no path.
  std::error_code error;
  const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, error);
  return error ? path : canonical.string();
}

std::vector<std::string> OutermostPaths(const std::vector<std::string>& paths) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string path = CanonicalPath(paths[i]);
    bool covered = false;
    for (std::size_t j = 0; j < paths.size() && !covered; ++j) {
      const std::string other = CanonicalPath(paths[j]);
      covered = i != j && IsBelow(path, other) && (path != other || j < i);
    }
    if (!covered) kept.push_back(paths[i]);
  }
  return kept;
}

}  // namespace dssearch::indexer
