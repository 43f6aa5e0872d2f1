#include "indexer/formats/bibtex_inheritance.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "indexer/ascii.h"
#include "indexer/formats/text_input.h"
#include "searcher/text/word_list.h"

namespace dssearch::indexer {
namespace {

// The types of what has parts.
constexpr std::array<std::string_view, 9> kVolumes = {
    "proceedings",  "mvproceedings", "book",      "mvbook",     "collection",
    "mvcollection", "periodical",    "reference", "mvreference"};

// What a part has of its volume. The volume's authors, DOI and abstract are not its own.
constexpr std::array<std::string_view, 12> kOfVolume = {
    "year",         "date",      "month",  "day",    "booktitle",  "journal",
    "journaltitle", "publisher", "series", "volume", "eventtitle", "organization"};

// The keys of the entries that an entry inherits from.
std::vector<std::string> ParentsOf(const BibtexEntry& entry) {
  std::vector<std::string> keys;
  for (const char* name : {"crossref", "xdata"}) {
    const std::string* list = entry.Find(name);
    if (list == nullptr) continue;
    for (std::string_view rest = *list; !rest.empty();) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      if (const std::string_view key = Trim(rest.substr(0, end), " \t\r\n{}"); !key.empty())
        keys.push_back(LowerAscii(key));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return keys;
}

std::size_t SizeOf(const BibtexEntry& entry) {
  constexpr std::size_t kFieldBytes = 64;  // What a field takes even if it is empty.
  std::size_t size = entry.key.size() + kFieldBytes;
  for (const auto& [name, value] : entry.fields) size += name.size() + value.size() + kFieldBytes;
  return size;
}

}  // namespace

void BibtexInheritance::Add(BibtexEntry entry) {
  const bool is_xdata = entry.type == "xdata";
  if (is_xdata || text::IsAmong(kVolumes, entry.type)) Keep(entry);
  if (is_xdata) return;
  if (!KnowsParentsOf(entry) && bytes_ <= kMaxRecordBytes) {
    bytes_ += SizeOf(entry);
    waiting_.push_back(std::move(entry));
    return;
  }
  for (const std::string& key : ParentsOf(entry)) Inherit(entry, key, 0);
  on_entry_(std::move(entry));
}

void BibtexInheritance::Finish() {
  for (BibtexEntry& entry : std::exchange(waiting_, {})) {
    for (const std::string& key : ParentsOf(entry)) Inherit(entry, key, 0);
    on_entry_(std::move(entry));
  }
}

bool BibtexInheritance::KnowsParentsOf(const BibtexEntry& entry) const {
  if (entry.Find("crossref") == nullptr && entry.Find("xdata") == nullptr) return true;
  const std::vector<std::string> keys = ParentsOf(entry);
  return std::all_of(keys.begin(), keys.end(),
                     [this](const std::string& key) { return parents_.contains(key); });
}

void BibtexInheritance::Inherit(BibtexEntry& entry, const std::string& key, int depth) const {
  constexpr int kMaxDepth = 4;  // Entries may name each other.
  const auto found = parents_.find(key);
  if (found == parents_.end() || depth == kMaxDepth) return;
  const Parent& parent = found->second;
  const bool has_date = entry.Find("year") != nullptr || entry.Find("date") != nullptr;
  const auto add = [&entry](const std::string& name, const std::string& value) {
    if (entry.Find(name) == nullptr) entry.fields.emplace_back(name, value);
  };
  for (const auto& [name, value] : parent.fields) {
    // A date of its own has all of its parts.
    const bool of_date = name == "year" || name == "date" || name == "month" || name == "day";
    if (of_date && has_date) continue;
    if (parent.is_xdata || name != "title") {
      add(name, value);
    } else if (!parent.fields.contains("booktitle")) {
      add("booktitle", value);
    }
  }
  for (const std::string& next : parent.parents) Inherit(entry, next, depth + 1);
}

void BibtexInheritance::Keep(const BibtexEntry& entry) {
  if (entry.key.empty() || bytes_ > kMaxRecordBytes) return;
  Parent parent{.is_xdata = entry.type == "xdata", .parents = ParentsOf(entry), .fields = {}};
  constexpr std::size_t kEntryBytes = 128;
  bytes_ += entry.key.size() + kEntryBytes;
  for (const auto& [name, value] : entry.fields) {
    if (!parent.is_xdata && name != "title" && !text::IsAmong(kOfVolume, name)) continue;
    bytes_ += name.size() + value.size() + kEntryBytes;
    parent.fields.emplace(name, value);
  }
  parents_.insert_or_assign(LowerAscii(entry.key), std::move(parent));
}

}  // namespace dssearch::indexer
