#include "searcher/index/labels.h"

#include <utility>

namespace dssearch {

Labels::Labels(std::vector<format::Label> labels, text::Analyzer& analyzer)
    : labels_(std::move(labels)) {
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    names_.push_back({analyzer.Fold(labels_[i].zh), analyzer.Fold(labels_[i].en)});
    for (const std::string& name : names_.back()) index_.try_emplace(name, i);
  }
}

const format::Label* Labels::Find(std::string_view folded) const {
  const auto found = index_.find(std::string(folded));
  return found == index_.end() ? nullptr : &labels_[found->second];
}

std::string Labels::Canonical(const std::string& folded) const {
  const auto found = index_.find(folded);
  return found == index_.end() ? folded : names_[found->second].front();
}

std::vector<std::string> Labels::Names(const std::string& folded) const {
  const auto found = index_.find(folded);
  return found == index_.end() ? std::vector<std::string>{folded} : names_[found->second];
}

std::shared_ptr<const Labels> LabelsOf(const IndexReader& reader) {
  return reader.snapshot().Column<Labels>("labels", [&] {
    return std::make_shared<Labels>(format::DecodeLabels(reader.MetadataOf(format::kLabelsKey)),
                                    reader.analyzer());
  });
}

}  // namespace dssearch
