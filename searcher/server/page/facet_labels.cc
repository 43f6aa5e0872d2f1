#include "searcher/server/page/facet_labels.h"

#include <string>

#include "dssearch/field.h"

namespace dssearch::server {

FacetLabels::FacetLabels(const SearchResponse& response, Language language) : language_(language) {
  for (const Facet& facet : response.facets)
    for (const FacetCount& count : facet.counts)
      if (!count.label_zh.empty() || !count.label_en.empty())
        labels_.try_emplace({facet.field, count.value}, &count);
}

std::string_view FacetLabels::LabelOf(std::string_view field, std::string_view value) const {
  const FacetField* facet = FindFacetField(field);
  if (facet != nullptr && facet->values == FacetField::Values::kLanguages) {
    const Messages& messages = MessagesIn(language_);
    return value == "zh" ? messages.chinese : value == "en" ? messages.english : value;
  }
  const auto found = labels_.find({field, value});
  if (found == labels_.end()) return value;
  const FacetCount& count = *found->second;
  const std::string& label = language_ == Language::kChinese ? count.label_zh : count.label_en;
  return label.empty() ? value : label;
}

}  // namespace dssearch::server
