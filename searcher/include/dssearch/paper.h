#pragma once

#include <string>
#include <vector>

namespace dssearch {

/// One paper as it is stored in an index: what `corpus/README.md` calls a
/// record. All text is UTF-8; everything but `id` may be empty, but
/// there is a title or a summary.
struct Paper {
  std::string id = {};        ///< Unique in the index, e.g. an arXiv id.
  std::string title = {};     ///< As published.
  std::string title_zh = {};  ///< Chinese, where `title` is in another language.
  std::vector<std::string> authors = {};
  std::string date = {};  ///< YYYY, YYYY-MM or YYYY-MM-DD.
  std::vector<std::string> domains = {};
  std::string url = {};
  std::string venue = {};  ///< The journal or conference.
  std::vector<std::string> keywords_zh = {};
  std::vector<std::string> keywords_en = {};
  std::string summary_zh = {};       ///< What the paper does, in Chinese.
  std::string contribution_zh = {};  ///< What is new in it, in Chinese.
  std::string summary_en = {};       ///< The same in English, or in any other language.
  std::string contribution_en = {};

  bool operator==(const Paper&) const = default;
};

}  // namespace dssearch
