#include "indexer/formats/yaml_reader.h"

#include <yaml-cpp/yaml.h>

#include <nlohmann/json.hpp>

#include "indexer/formats/json_reader.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kFormHint = "a list of references in CSL YAML begins with 'references:'";

// The most nodes that are taken of a reference: aliases can multiply a few without end.
constexpr int kMaxNodes = 100'000;

// A node as JSON: all scalars are texts, as they are written. What is deeper than any reference,
// and more than `nodes_left`, is left out.
nlohmann::json JsonOf(const YAML::Node& node, int& nodes_left, int depth = 0) {
  constexpr int kMaxDepth = 8;
  if (depth > kMaxDepth || --nodes_left < 0) return nullptr;
  if (node.IsScalar()) return node.Scalar();
  nlohmann::json json;
  if (node.IsSequence()) {
    json = nlohmann::json::array();
    for (const YAML::Node& item : node) json.push_back(JsonOf(item, nodes_left, depth + 1));
  } else if (node.IsMap()) {
    json = nlohmann::json::object();
    for (const auto& member : node)
      if (member.first.IsScalar())
        json[member.first.Scalar()] = JsonOf(member.second, nodes_left, depth + 1);
  }
  return json;
}

}  // namespace

bool BeginsYamlReferences(std::string_view text) {
  if (text.starts_with("---")) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  return text.starts_with("references:") || text.starts_with("nocite:") ||
         text.starts_with("- id:");
}

void ReadYaml(const std::string& file, std::string_view content, const RecordSink& sink) {
  try {
    const YAML::Node document = YAML::Load(std::string(content));
    const YAML::Node list = document.IsMap() ? document["references"] : document;
    if (!list.IsSequence()) {
      sink.on_reject({{file, 1}, "the file has no list of references", kFormHint});
      return;
    }
    for (const YAML::Node& reference : list) {
      // The mark counts lines from 0.
      const Location where{file, static_cast<std::size_t>(reference.Mark().line) + 1};
      int nodes_left = kMaxNodes;
      ReadJsonObject(JsonOf(reference, nodes_left)
                         .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                     where, sink);
    }
  } catch (const YAML::Exception& e) {
    const std::size_t line = e.mark.is_null() ? 1 : static_cast<std::size_t>(e.mark.line) + 1;
    sink.on_reject({{file, line}, "the YAML does not parse: " + e.msg, kFormHint});
  }
}

}  // namespace dssearch::indexer
