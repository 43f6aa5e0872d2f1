#include "indexer/fields/paper_identifiers.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/fields/field_text.h"
#include "searcher/format/identifier.h"
#include "searcher/format/record.h"

namespace dssearch::indexer {
namespace {

using format::Identifier;

// A record with more of them describes no paper.
constexpr std::size_t kMaxIdentifiers = 100;

std::string ArxivIdIn(std::string_view text) {
  const std::optional<Identifier> found = format::ParseIdentifier(text);
  return found && found->kind == Identifier::Kind::kArxiv ? found->text : "";
}

// An eprint is mostly of arXiv, whatever its number looks like.
std::string EprintId(const PaperDraft& draft) {
  if (draft.eprint.empty()) return {};
  std::string id = ArxivIdIn(draft.eprint);
  return id.empty() ? ArxivIdIn("arXiv:" + draft.eprint) : id;
}

}  // namespace

std::string DoiIn(std::string_view text) {
  for (std::size_t begin = text.find("10."); begin != std::string_view::npos;
       begin = text.find("10.", begin + 1)) {
    const std::string_view rest = text.substr(begin);
    const auto found = format::TakeIdentifier(rest);
    if (!found) continue;
    if (found->identifier.kind == Identifier::Kind::kDoi) return found->identifier.text;
    // The DOI of an arXiv paper, or of one in the ACL Anthology.
    return LowerAscii(Trim(rest.substr(0, found->size), " .,;"));
  }
  return {};
}

void CompleteIdentifiers(const RawRecord& record, PaperDraft& draft) {
  Paper& paper = draft.paper;
  std::vector<std::string> given = std::exchange(paper.identifiers, {});
  given.push_back(EprintId(draft));
  given.push_back(OneLine(CleanText(record.key)));
  for (const std::string* text : {&paper.id, &paper.url}) {
    if (!paper.doi.empty()) break;
    const std::optional<Identifier> found = format::ParseIdentifier(*text);
    if (found && found->kind == Identifier::Kind::kDoi) paper.doi = found->text;
  }
  std::vector<std::string> known = format::IdentifiersOf(paper);
  for (std::string& text : given) {
    if (std::optional<Identifier> found = format::ParseIdentifier(text))
      text = std::move(found->text);
    if (text.empty() || paper.identifiers.size() == kMaxIdentifiers ||
        std::find(known.begin(), known.end(), text) != known.end())
      continue;
    known.push_back(text);
    paper.identifiers.push_back(std::move(text));
  }
}

std::string FallbackId(const RawRecord& record, const PaperDraft& draft) {
  const Paper& paper = draft.paper;
  // arXiv's own DOI is that of its id.
  if (std::string id = ArxivIdIn(paper.doi); !id.empty()) return id;
  if (!paper.doi.empty()) return paper.doi;
  if (std::string id = EprintId(draft); !id.empty()) return id;
  if (std::string id = ArxivIdIn(paper.url); !id.empty()) return id;
  std::string identifier;
  for (const std::string& text : paper.identifiers)
    if (const auto found = format::ParseIdentifier(text); found && identifier.empty())
      identifier = found->text;
  // A key that is only the name of a file says less than they do.
  if (!record.needs_no_id && !identifier.empty()) return identifier;
  if (std::string key = CleanText(record.key); !key.empty()) return key;
  if (!record.needs_no_id || !identifier.empty()) return identifier;
  const std::string& title = !paper.title.empty()        ? paper.title
                             : !paper.title_zh.empty()   ? paper.title_zh
                             : !paper.summary_zh.empty() ? paper.summary_zh
                                                         : paper.summary_en;
  if (title.empty()) return {};
  return "title-" + format::HexHash(title + '\n' + paper.date.substr(0, 4));
}

std::string FallbackUrl(const PaperDraft& draft, bool is_of_arxiv) {
  std::string arxiv = EprintId(draft);
  if (arxiv.empty() && is_of_arxiv) arxiv = ArxivIdIn(draft.paper.id);
  if (!arxiv.empty()) return "https://arxiv.org/abs/" + arxiv;
  if (!draft.paper.doi.empty()) return "https://doi.org/" + draft.paper.doi;
  return {};
}

}  // namespace dssearch::indexer
