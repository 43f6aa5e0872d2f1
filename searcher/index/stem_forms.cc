#include "searcher/index/stem_forms.h"

#include <algorithm>

#include "searcher/format/stem_forms.h"

namespace dssearch {

std::vector<std::string> FormsOf(std::string_view stem_term, const IndexReader& reader) {
  std::vector<std::string> all;
  for (const SegmentReader& segment : reader.segments())
    for (std::string& form : format::FormsOf(stem_term, segment.database))
      if (std::find(all.begin(), all.end(), form) == all.end()) all.push_back(std::move(form));
  return all;
}

}  // namespace dssearch
