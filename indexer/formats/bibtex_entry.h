#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/record.h"

namespace dssearch::indexer {

/// An entry of a BibTeX file: its fields have the TeX that stands there, with macros replaced.
struct BibtexEntry {
  Location where;
  std::string type;  ///< In lower case, as are names of fields: "article".
  std::string key;
  std::vector<std::pair<std::string, std::string>> fields;

  /// The value of the first field with this name; nullptr where there is none.
  const std::string* Find(std::string_view name) const {
    for (const auto& [known, value] : fields)
      if (known == name) return &value;
    return nullptr;
  }
};

/// The record of an entry: TeX becomes text, authors and keywords are cut, and year, month and day
/// are one date.
RawRecord RecordOf(BibtexEntry entry);

}  // namespace dssearch::indexer
