#include "indexer/index_prune.h"

#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include "indexer/index_lock.h"
#include "searcher/format/commit.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

std::uint64_t BytesOf(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) {
    const std::uintmax_t bytes = fs::file_size(path, ignored);
    return ignored ? 0 : bytes;
  }
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, ignored))
    bytes += BytesOf(entry.path());
  return bytes;
}

}  // namespace

std::uint64_t PruneIndex(const std::string& index, bool dry_run) {
  format::ReadCommit(index);  // Throws where there is no index, and makes none.
  std::optional<IndexLock> lock;
  if (!dry_run) lock.emplace(index);
  const std::set<std::string> kept = format::NamesIn(format::ReadCommit(index));
  std::uint64_t bytes = 0;
  for (const std::string& name : format::NamesBut(index, kept))
    bytes += BytesOf(fs::path(index) / name);
  if (!dry_run) format::RemoveAllBut(index, kept);
  return bytes;
}

}  // namespace dssearch::indexer
