#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/present/language.h"

namespace dssearch {

/// What a paper was published as.
enum class PublicationKind : std::uint8_t { kArticle, kInProceedings, kPreprint };

inline PublicationKind KindOf(const Paper& paper) {
  if (paper.venue.empty()) return PublicationKind::kPreprint;
  for (const char* word : {"Proc", "Conf", "Workshop", "Symposium", "会议", "论文集"})
    if (paper.venue.find(word) != std::string::npos) return PublicationKind::kInProceedings;
  return PublicationKind::kArticle;
}

/// The title of a paper, and whether its summary in Chinese comes first, as its title does.
inline const std::string& MainTitleOf(const Paper& paper) {
  return paper.title.empty() ? paper.title_zh : paper.title;
}

inline bool IsChineseFirst(const Paper& paper) {
  return !paper.summary_zh.empty() &&
         (paper.title.empty() || IsChinese(paper.title) || paper.summary_en.empty());
}

/// The summary in the language of the title, if there is one, and the other one.
inline const std::string& MainSummaryOf(const Paper& paper) {
  return IsChineseFirst(paper) ? paper.summary_zh : paper.summary_en;
}

inline const std::string& OtherSummaryOf(const Paper& paper) {
  return IsChineseFirst(paper) ? paper.summary_en : paper.summary_zh;
}

/// The keywords of a paper in both languages and its tags, for programs that know no difference.
inline std::vector<std::string> AllKeywordsOf(const Paper& paper) {
  std::vector<std::string> keywords = paper.keywords_en;
  keywords.insert(keywords.end(), paper.keywords_zh.begin(), paper.keywords_zh.end());
  keywords.insert(keywords.end(), paper.tags.begin(), paper.tags.end());
  return keywords;
}

/// Texts with `with` between them.
inline std::string JoinedBy(const std::vector<std::string>& parts, const char* with) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) joined.append(i > 0 ? with : "").append(parts[i]);
  return joined;
}

}  // namespace dssearch
