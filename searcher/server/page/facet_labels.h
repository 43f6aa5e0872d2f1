#pragma once

#include <map>
#include <string_view>
#include <utility>

#include "dssearch/response.h"
#include "searcher/server/page/messages.h"

namespace dssearch::server {

/// The labels of facet values in the reader's language: "mathematical reasoning" for the domain
/// 数学推理, "Chinese" for the language zh.
class FacetLabels {
 public:
  /// Reads the labels from the facets of `response`, which must live as long.
  FacetLabels(const SearchResponse& response, Language language);

  /// The label of a value of a field; `value` itself where it has no label. The label is valid as
  /// long as the response and `value` are.
  std::string_view LabelOf(std::string_view field, std::string_view value) const;

 private:
  Language language_;
  /// Values that have names in both languages, by field and value.
  std::map<std::pair<std::string_view, std::string_view>, const FacetCount*> labels_;
};

}  // namespace dssearch::server
