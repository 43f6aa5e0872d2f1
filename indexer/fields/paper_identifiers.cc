#include "indexer/fields/paper_identifiers.h"

#include <algorithm>
#include <regex>

#include "indexer/ascii.h"
#include "indexer/fields/field_text.h"
#include "searcher/format/record.h"

namespace dssearch::indexer {

std::string DoiIn(std::string_view text) {
  const std::size_t begin = text.find("10.");
  if (begin == std::string_view::npos || text.find('/', begin) == std::string_view::npos) return {};
  const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
  return LowerAscii(text.substr(begin, end - begin));
}

std::string ArxivIdIn(std::string_view text) {
  static const std::regex kPattern(
      R"((?:^|arxiv\.org/(?:abs|pdf|html)/|arxiv:)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?(?:\.pdf)?$)",
      std::regex::icase | std::regex::optimize);
  constexpr std::size_t kLongest = 100;  // A regular expression recurses.
  std::match_results<std::string_view::const_iterator> found;
  if (text.size() > kLongest || !std::regex_search(text.begin(), text.end(), found, kPattern))
    return {};
  return found[1].str();
}

std::string FallbackId(const RawRecord& record, const PaperDraft& draft) {
  const Paper& paper = draft.paper;
  if (!draft.doi.empty()) return draft.doi;
  if (std::string id = ArxivIdIn(draft.eprint); !id.empty()) return id;
  if (std::string id = ArxivIdIn(paper.url); !id.empty()) return id;
  if (!record.needs_no_id) return {};
  if (!record.key.empty()) return CleanText(record.key);
  const std::string& title = !paper.title.empty()        ? paper.title
                             : !paper.title_zh.empty()   ? paper.title_zh
                             : !paper.summary_zh.empty() ? paper.summary_zh
                                                         : paper.summary_en;
  if (title.empty()) return {};
  return "title-" + format::HexHash(title + '\n' + paper.date.substr(0, 4));
}

std::string FallbackUrl(const PaperDraft& draft, bool is_of_arxiv) {
  std::string arxiv = ArxivIdIn(draft.eprint);
  if (arxiv.empty() && is_of_arxiv) arxiv = ArxivIdIn(draft.paper.id);
  if (!arxiv.empty()) return "https://arxiv.org/abs/" + arxiv;
  if (!draft.doi.empty()) return "https://doi.org/" + draft.doi;
  return {};
}

}  // namespace dssearch::indexer
