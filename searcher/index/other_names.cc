#include "searcher/index/other_names.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "searcher/format/schema.h"

namespace dssearch {
namespace {

void Add(const std::string& value, std::vector<std::string>& list) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

void AddPair(const std::string& one, const std::string& other, OtherNames& names) {
  Add(other, names.by_name[one].others);
  Add(one, names.by_name[other].others);
}

std::vector<std::string> Values(std::string_view joined) {
  std::vector<std::string> values;
  format::ForEachValue(joined, [&](std::string_view value) { values.emplace_back(value); });
  return values;
}

}  // namespace

std::shared_ptr<const OtherNames> OtherNamesOf(const IndexReader& reader) {
  return reader.snapshot().Column<OtherNames>("other names", [&] {
    auto names = std::make_shared<OtherNames>();
    const std::string prefix(format::kTwoNamesPrefix);
    for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next()) {
      const std::vector<std::string> parts =
          Values(std::string_view(it->term()).substr(prefix.size()));
      if (parts.size() != 3) continue;
      AddPair(parts[1], parts[2], *names);
      for (const std::string& name : {parts[1], parts[2]})
        Add(parts[0], names->by_name[name].written);
    }
    for (const auto& [zh, en] : reader.NamesInBothLanguages()) AddPair(zh, en, *names);
    return names;
  });
}

}  // namespace dssearch
