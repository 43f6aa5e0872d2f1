#include "indexer/label_reader.h"

#include <yaml-cpp/yaml.h>

#include <utility>
#include <vector>

#include "searcher/format/labels.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kHint = "it is a list of names: - {zh: 数学推理, en: mathematical reasoning}";

// Whether a node is a name: it stands in one line, without tabs.
bool IsName(const YAML::Node& node) {
  return node.IsScalar() && !node.Scalar().empty() &&
         node.Scalar().find_first_of("\t\n\r") == std::string::npos;
}

}  // namespace

void ReadLabels(const std::string& file, const std::string& text, const RecordSink& sink) {
  std::vector<format::Label> labels;
  try {
    const YAML::Node root = YAML::Load(text);
    if (!root.IsSequence() && !root.IsNull()) {
      sink.on_reject({{file, 0}, "the file is no list of domains", kHint});
      return;
    }
    for (const YAML::Node& item : root) {
      const auto line = static_cast<std::size_t>(item.Mark().line) + 1;
      if (!item.IsMap() || !item["zh"] || !item["en"] || !IsName(item["zh"]) ||
          !IsName(item["en"])) {
        sink.on_reject({{file, line}, "a domain needs a name zh and a name en", kHint});
        return;
      }
      labels.push_back({item["zh"].Scalar(), item["en"].Scalar()});
    }
  } catch (const YAML::Exception& e) {
    const auto line = static_cast<std::size_t>(e.mark.line) + 1;
    sink.on_reject({{file, line}, "the file is not YAML: " + e.msg, kHint});
    return;
  }
  if (sink.on_labels) sink.on_labels(std::move(labels));
}

}  // namespace dssearch::indexer
