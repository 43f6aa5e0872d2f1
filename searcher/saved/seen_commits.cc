#include "searcher/saved/seen_commits.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "searcher/format/index_names.h"
#include "searcher/saved/user_files.h"

namespace dssearch::saved {
namespace {

// An index is one however it is named.
std::string Canonical(const std::string& index) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::weakly_canonical(index, error);
  return error ? index : path.string();
}

}  // namespace

SeenCommits::SeenCommits(std::string path) : path_(std::move(path)) {
  const auto seen = nlohmann::json::parse(ContentOf(path_), nullptr, false);
  if (!seen.is_object()) return;
  for (const auto& [index, commits] : seen.items())
    if (commits.is_object())
      for (const auto& [name, commit] : commits.items())
        if (commit.is_string()) commits_[index][name] = commit.get<std::string>();
}

std::string SeenCommits::Of(const std::string& index, const std::string& name,
                            const std::string& now) const {
  const auto of_index = commits_.find(Canonical(index));
  if (of_index == commits_.end()) return {};
  const auto found = of_index->second.find(name);
  if (found == of_index->second.end()) return {};
  const auto seen = format::NumberIn(found->second, format::kCommitPrefix);
  const auto current = format::NumberIn(now, format::kCommitPrefix);
  if (!seen || !current) return {};
  return *seen > *current ? format::NumberedName(format::kCommitPrefix, 0) : found->second;
}

void SeenCommits::Set(const std::string& index, const std::string& name,
                      const std::string& commit) {
  commits_[Canonical(index)][name] = commit;
}

void SeenCommits::Write() const { Replace(path_, nlohmann::json(commits_).dump(1) + '\n'); }

}  // namespace dssearch::saved
