#include "searcher/cli/value_completion.h"

#include <string>
#include <utility>

#include "dssearch/field.h"
#include "dssearch/searcher.h"

namespace dssearch::cli {
namespace {

// So many of the most frequent values that contain what was typed are looked at.
constexpr std::size_t kValues = 100;

// Adds the values of a field that begin so. In a query, one of several words stands in quotes.
void AddValuesOf(const Searcher& searcher, const std::string& field, const std::string& typed,
                 bool in_query, options::Completion& completion) {
  FacetRequest facet(field);
  facet.limit = kValues;
  facet.contains = typed;
  const SearchResponse response = searcher.Search({.limit = 0, .facets = {facet}});
  for (const FacetCount& count : response.facets.front().counts) {
    const std::string meaning =
        std::to_string(count.count) + (count.count == 1 ? " paper" : " papers");
    const auto add = [&](const std::string& value) {
      if (!value.starts_with(typed)) return;
      const bool quoted = in_query && value.find(' ') != std::string::npos;
      completion.candidates.push_back({quoted ? '"' + value + '"' : value, meaning});
    };
    if (count.label_zh.empty()) {
      add(count.value);
    } else {
      add(count.label_zh);
      add(count.label_en);
    }
  }
}

bool IsFilter(std::string_view name) {
  const FacetField* field = FindFacetField(name);
  return field != nullptr && field->values != FacetField::Values::kDates;
}

}  // namespace

void AddValues(const Searcher& searcher, options::Completion& completion) {
  const std::string typed = completion.typed;
  if (completion.option == "facets") {
    const auto begin = typed.rfind(',') + 1;  // 0 where there is none.
    completion.before += typed.substr(0, begin);
    for (const FacetField& field : FacetFields())
      if (field.name.starts_with(std::string_view(typed).substr(begin)))
        completion.candidates.push_back({std::string(field.name)});
  } else if (IsFilter(completion.option)) {
    AddValuesOf(searcher, completion.option, typed, false, completion);
  } else if (completion.option.empty()) {
    const auto colon = typed.find(':');
    if (colon == std::string::npos) {
      for (const FacetField& field : FacetFields())
        if (!typed.empty() && field.name.starts_with(typed))
          completion.candidates.push_back(
              {std::string(field.name) + ":", std::string(field.heading)});
    } else if (IsFilter(typed.substr(0, colon))) {
      completion.before = typed.substr(0, colon + 1);
      AddValuesOf(searcher, typed.substr(0, colon), typed.substr(colon + 1), true, completion);
    }
  }
}

}  // namespace dssearch::cli
