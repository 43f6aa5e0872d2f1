#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dssearch/api.h"

namespace dssearch {

/// A field of papers by which requests can filter, and whose values they can count.
struct FacetField {
  std::string_view name;        ///< The name in requests and in the query language: "domain".
  std::string_view heading;     ///< What people call the field, in English ("Domain"),
  std::string_view heading_zh;  ///< and in Chinese ("领域").
  std::string_view filter;      ///< A line in English that says what a filter of the field finds.

  /// What the values of the field are.
  enum class Values : std::uint8_t {
    kTexts,      ///< Names, such as domains and authors.
    kLanguages,  ///< The languages of a paper's texts, "zh" and "en".
    kDates,      ///< Dates, filtered by since, until and last, and counted in buckets.
  };
  Values values = Values::kTexts;
};

/// All facet fields, in the order in which facets are listed. Good for ever. Thread-safe.
DSSEARCH_API const std::vector<FacetField>& FacetFields();

/// The facet field with this name; nullptr where there is none. Good for ever. Thread-safe.
DSSEARCH_API const FacetField* FindFacetField(std::string_view name);

}  // namespace dssearch
