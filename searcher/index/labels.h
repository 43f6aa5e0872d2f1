#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searcher/format/labels.h"
#include "searcher/index/index_reader.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// What the domains of an index are called in Chinese and English: both names
/// mean one domain. Immutable.
class Labels {
 public:
  Labels() = default;
  Labels(std::vector<format::Label> labels, text::Analyzer& analyzer);

  bool empty() const { return labels_.empty(); }

  /// The label that has this folded name; nullptr if there is none.
  const format::Label* Find(std::string_view folded) const;

  /// The one folded name that stands for all of a domain.
  std::string Canonical(const std::string& folded) const;

  /// All folded names of a domain, by any of them.
  std::vector<std::string> Names(const std::string& folded) const;

 private:
  std::vector<format::Label> labels_;
  std::vector<std::vector<std::string>> names_;  ///< Folded, of each label.
  std::unordered_map<std::string, std::size_t> index_;
};

/// Those of the index. Kept. Throws Xapian::Error.
std::shared_ptr<const Labels> LabelsOf(const IndexReader& reader);

}  // namespace dssearch
