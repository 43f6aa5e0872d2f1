#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch {

/// A title as it is shown, and the field that it is of, by which its snippet is found.
struct ShownTitle {
  std::string_view field;   ///< "title", "title_zh", or "id" for a paper without titles.
  const std::string& text;  ///< Valid as long as the paper.
};

/// The titles of a paper in the order in which a reader sees them: the one in the language that the
/// reader prefers comes first. At least one; its id stands for a paper without titles.
inline std::vector<ShownTitle> TitlesOf(const Paper& paper, bool prefer_chinese) {
  const ShownTitle title{"title", paper.title};
  const ShownTitle title_zh{"title_zh", paper.title_zh};
  std::vector<ShownTitle> titles;
  for (const ShownTitle& one :
       {prefer_chinese ? title_zh : title, prefer_chinese ? title : title_zh})
    if (!one.text.empty()) titles.push_back(one);
  if (titles.empty()) titles.push_back({"id", paper.id});
  return titles;
}

}  // namespace dssearch
