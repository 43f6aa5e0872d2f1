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

/// The names of the domains of an index in Chinese and English. Immutable.
class Labels {
 public:
  Labels() = default;
  Labels(std::vector<format::Label> labels, text::Analyzer& analyzer);

  bool empty() const { return labels_.empty(); }

  /// The label with this folded name, nullptr if there is none. Valid as long as this object.
  const format::Label* Find(std::string_view folded) const;

  /// The folded name that stands for all names of a domain: the Chinese one, or `folded` itself
  /// where no label has it.
  std::string Canonical(const std::string& folded) const;

  /// All folded names of the domain with this folded name; `folded` alone where no label has it.
  std::vector<std::string> Names(const std::string& folded) const;

 private:
  std::vector<format::Label> labels_;
  std::vector<std::vector<std::string>> names_;  ///< The folded names of each label.
  std::unordered_map<std::string, std::size_t> index_;
};

/// The labels of an index, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const Labels> LabelsOf(const IndexReader& reader);

}  // namespace dssearch
