#include <algorithm>
#include <utility>

#include "dssearch/field.h"
#include "searcher/format/schema.h"

namespace dssearch {

const std::vector<FacetField>& FacetFields() {
  static const std::vector<FacetField> kFacets = [] {
    std::vector<std::pair<unsigned, FacetField>> placed;
    for (const format::Field& field : format::kFields) {
      if (!field.facet) continue;
      FacetField facet{field.name, field.facet->heading, field.facet->heading_zh,
                       field.facet->filter};
      if (field.kind == format::FieldKind::kDate) facet.values = FacetField::Values::kDates;
      if (&field == &format::kLanguageField) facet.values = FacetField::Values::kLanguages;
      placed.emplace_back(field.facet->place, facet);
    }
    std::sort(placed.begin(), placed.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<FacetField> facets;
    facets.reserve(placed.size());
    for (const auto& [place, facet] : placed) facets.push_back(facet);
    return facets;
  }();
  return kFacets;
}

const FacetField* FindFacetField(std::string_view name) {
  for (const FacetField& field : FacetFields())
    if (field.name == name) return &field;
  return nullptr;
}

}  // namespace dssearch
