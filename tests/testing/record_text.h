#pragma once

#include <cstddef>
#include <string>

#include "indexer/record.h"

namespace dssearch::testing {

/// The fields of a record in one line, each behind a blank: " title=[T] authors=[A][B]".
inline std::string FieldsOf(const indexer::RawRecord& record) {
  std::string text;
  for (const auto& [name, values] : record.fields) {
    text.append(" ").append(name).append("=");
    // A list of one has an empty value behind it, see RawRecord::AddList().
    const bool list_of_one = values.size() == 2 && values.back().empty();
    for (std::size_t i = 0; i < values.size() - list_of_one; ++i)
      text.append("[").append(values[i]).append("]");
  }
  return text;
}

}  // namespace dssearch::testing
