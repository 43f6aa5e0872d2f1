#include "indexer/fields/field_map.h"

#include <algorithm>

#include "dssearch/error.h"
#include "indexer/fields/field_aliases.h"

namespace dssearch::indexer {

FieldMap::FieldMap(const std::vector<std::string>& pairs) {
  for (const std::string& pair : pairs) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size())
      throw Error(ErrorCode::kInvalidRequest, "--map: '" + pair + "' is not OURS=THEIRS",
                  "for example: --map abstract=description");
    Entry entry{pair.substr(0, equals), pair.substr(equals + 1)};
    if (!IsFieldName(entry.ours))
      throw Error(ErrorCode::kInvalidRequest, "--map: there is no field '" + entry.ours + "'",
                  "the first name is ours: id, title, authors, date, domain, url, venue, keywords "
                  "or abstract");
    entries_.push_back(std::move(entry));
  }
}

void FieldMap::Apply(RawRecord& record) {
  for (Entry& entry : entries_) {
    const auto has = [&](const std::string& name) {
      return std::any_of(record.fields.begin(), record.fields.end(),
                         [&](const auto& field) { return field.first == name; });
    };
    if (!has(entry.theirs)) continue;
    entry.used = true;
    if (entry.ours == entry.theirs) continue;
    std::erase_if(record.fields, [&](const auto& field) { return field.first == entry.ours; });
    for (auto& [name, values] : record.fields)
      if (name == entry.theirs) name = entry.ours;
  }
}

std::vector<std::string> FieldMap::Unused() const {
  std::vector<std::string> names;
  for (const Entry& entry : entries_)
    if (!entry.used) names.push_back(entry.theirs);
  return names;
}

}  // namespace dssearch::indexer
