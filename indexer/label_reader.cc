#include "indexer/label_reader.h"

#include <yaml-cpp/yaml.h>

#include <utility>
#include <vector>

#include "searcher/format/labels.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kHint = "it is a list of names: - {zh: 数学推理, en: mathematical reasoning}";

// The name that a node is; empty for a list or the like.
std::string NameOf(const YAML::Node& node) {
  return node && node.IsScalar() ? node.Scalar() : std::string();
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
      format::Label label;
      if (item.IsMap()) label = {NameOf(item["zh"]), NameOf(item["en"])};
      if (!format::IsValid(label)) {
        sink.on_reject({{file, line}, "a domain needs a name zh and a name en", kHint});
        return;
      }
      labels.push_back(std::move(label));
    }
  } catch (const YAML::Exception& e) {
    const auto line = static_cast<std::size_t>(e.mark.line) + 1;
    sink.on_reject({{file, line}, "the file is not YAML: " + e.msg, kHint});
    return;
  }
  if (sink.on_labels) sink.on_labels(std::move(labels));
}

}  // namespace dssearch::indexer
