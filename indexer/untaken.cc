#include "indexer/untaken.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/fields/field_aliases.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kMostExtensions = 10;
constexpr std::size_t kMostNames = 100;
constexpr std::size_t kMostCounted = 10'000;  // JSON may have names without end.

}  // namespace

std::string ListOfCounts(const std::map<std::string, std::size_t>& counts, std::size_t most) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string list;
  for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
    if (i > 0) list += ", ";
    list += sorted[i].first + ' ' + std::to_string(sorted[i].second);
  }
  if (sorted.size() > most) list += ", … of " + std::to_string(sorted.size());
  return list;
}

void UnreadFiles::Add(const std::string& file) {
  ++size_;
  const std::string extension = LowerAscii(std::filesystem::path(file).extension().string());
  ++by_extension_[extension.empty() ? "without extension" : extension];
}

std::string UnreadFiles::Summary() const {
  return std::to_string(size_) + (size_ == 1 ? " file was" : " files were") +
         " not read: " + ListOfCounts(by_extension_, kMostExtensions);
}

void UntakenFields::Add(const RawRecord& record) {
  for (const auto& [name, values] : record.fields)
    if (!IsFieldName(name) && (by_name_.size() < kMostCounted || by_name_.contains(name)))
      ++by_name_[name];
}

std::string UntakenFields::Summary() const {
  return by_name_.empty() ? "" : "no field takes: " + ListOfCounts(by_name_, kMostNames);
}

}  // namespace dssearch::indexer
