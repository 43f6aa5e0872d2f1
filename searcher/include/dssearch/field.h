#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dssearch {

/// A field that papers can be filtered by, and whose values can be counted.
struct FacetField {
  std::string_view name;        ///< What requests and the query language call it: "domain".
  std::string_view heading;     ///< What people call it, in English
  std::string_view heading_zh;  ///< and in Chinese.
  std::string_view filter;      ///< What a filter of it finds, a line in English.

  /// What its values are.
  enum class Values : std::uint8_t {
    kTexts,
    kLanguages,  ///< "zh" and "en".
    kDates,      ///< Filtered by since, until and last; counted in buckets.
  };
  Values values = Values::kTexts;
};

/// All of them, in the order that lists of facets have. Thread-safe; good for ever.
const std::vector<FacetField>& FacetFields();

/// The row of a field; nullptr where there is none of this name. Thread-safe.
const FacetField* FindFacetField(std::string_view name);

}  // namespace dssearch
