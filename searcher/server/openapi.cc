#include "searcher/server/openapi.h"

#include <string_view>

#include "dssearch/field.h"
#include "searcher/server/assets.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

constexpr std::string_view kTexts = R"("type": "array", "items": {"type": "string"})";

// Replaces each `mark` in a text by one text a filter, with commas between them.
template <typename TextOf>
void Fill(std::string& text, std::string_view mark, const TextOf& text_of) {
  std::string all;
  for (const std::string_view name : FilterFields())
    all.append(all.empty() ? "" : ",\n").append(text_of(*FindFacetField(name)));
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += all.size())
    text.replace(at, mark.size(), all);
}

}  // namespace

const std::string& OpenApiText() {
  static const std::string kText = [] {
    std::string text(FindAsset("openapi.json")->content);
    Fill(text, R"("@filter references")", [](const FacetField& field) {
      return R"({"$ref": "#/components/parameters/)" + std::string(field.name) + "\"}";
    });
    Fill(text, R"("@filter properties": "")", [](const FacetField& field) {
      return '"' + std::string(field.name) + "\": {" + std::string(kTexts) + '}';
    });
    Fill(text, R"("@filter parameters": "")", [](const FacetField& field) {
      const std::string name(field.name);
      return '"' + name + R"(": {"name": ")" + name + R"(", "in": "query", "description": ")" +
             std::string(field.filter) + R"(", "schema": {)" + std::string(kTexts) + "}}";
    });
    return text;
  }();
  return kText;
}

}  // namespace dssearch::server
