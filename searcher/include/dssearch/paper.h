#pragma once

#include <string>
#include <vector>

namespace dssearch {

/// One paper as an index stores it: what `corpus/README.md` calls a record. All text is UTF-8.
/// Every member but `id` may be empty, though a paper has a title or a summary.
struct Paper {
  std::string id = {};        ///< Unique in the index, such as the arXiv id "2501.12948".
  std::string title = {};     ///< The title as it was published.
  std::string title_zh = {};  ///< The Chinese title, where `title` is in another language.
  std::vector<std::string> authors = {};  ///< In the order of the paper: "Zhihong Shao".
  std::string date = {};                  ///< YYYY, YYYY-MM or YYYY-MM-DD.
  std::vector<std::string> domains = {};  ///< Fields of research: "数学推理".
  std::string url = {};                   ///< Where the paper can be read.
  std::string venue = {};                 ///< The journal or conference.
  std::string doi = {};  ///< In lower case and without prefix: "10.1145/3292500.3330701".
  /// What else identifies the paper: an arXiv id, "P18-1001" of the ACL Anthology, "PMID:29474831",
  /// an id at OpenReview, the key of a BibTeX entry.
  std::vector<std::string> identifiers = {};
  std::vector<std::string> keywords_zh = {};
  std::vector<std::string> keywords_en = {};
  std::string summary_zh = {};       ///< What the paper does, in Chinese.
  std::string contribution_zh = {};  ///< What is new in the paper, in Chinese.
  std::string summary_en = {};       ///< What the paper does, in English or another language.
  std::string contribution_en = {};  ///< What is new in it, in English or another language.
  /// By what its reader sorts it: "to read". Their own words, where keywords are the authors'.
  std::vector<std::string> tags = {};
  std::string note = {};  ///< What its reader wrote about it.

  bool operator==(const Paper&) const = default;
};

}  // namespace dssearch
