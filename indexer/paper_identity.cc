#include "indexer/paper_identity.h"

#include <algorithm>
#include <optional>

#include "searcher/format/identifier.h"
#include "searcher/format/record.h"
#include "searcher/text/code_points.h"
#include "searcher/text/letters.h"

namespace dssearch::indexer {
namespace {

using text::LettersOf;
using Kind = format::Identifier::Kind;

const std::string& TitleOf(const Paper& paper) {
  return paper.title.empty() ? paper.title_zh : paper.title;
}

// A title without its subtitle.
std::string_view MainTitle(std::string_view title) {
  constexpr std::size_t kShortest = 12;
  const std::size_t end = std::min(title.find(": "), title.find("："));
  return end == std::string_view::npos || end < kShortest ? title : title.substr(0, end);
}

// The family name: the last word of a name that has blanks.
std::string FamilyOf(std::string_view name) { return LettersOf(name.substr(name.rfind(' ') + 1)); }

}  // namespace

std::string TitleKey(const Paper& paper) {
  const std::string& title = TitleOf(paper);
  if (!title.empty()) return LettersOf(title);
  return LettersOf(paper.summary_zh.empty() ? paper.summary_en : paper.summary_zh);
}

std::string_view TellingPart(std::string_view key, std::string_view id) {
  constexpr std::size_t kBeginning = 15;  // Five Chinese characters.
  const std::optional<format::Identifier> found = format::ParseIdentifier(id);
  return found && found->kind == Kind::kDoi ? text::CutToBytes(key, kBeginning) : key;
}

bool IsSameTitle(std::string_view key, std::string_view other) {
  return key.starts_with(other) || other.starts_with(key);
}

Work WorkOf(const Paper& paper, std::string_view title) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kBeginning = 100;
  if (TitleOf(paper).empty() || title.empty() || paper.date.size() < kYear || paper.authors.empty())
    return {};
  const auto beginning = [](const std::string& text) {
    return LettersOf(text::CutToBytes(text, kBeginning));
  };
  std::string work(title);
  work.append("\n")
      .append(paper.date, 0, kYear)
      .append("\n")
      .append(FamilyOf(paper.authors.front()));
  return {.hash = format::IdHash(work),
          .details = {paper.doi, beginning(paper.summary_zh), beginning(paper.summary_en)}};
}

bool IsSameWork(const Work& work, const Work& other) {
  if (work.hash == 0 || work.hash != other.hash) return false;
  return std::equal(work.details.begin(), work.details.end(), other.details.begin(),
                    [](const std::string& one, const std::string& two) {
                      return one.empty() || two.empty() || one == two;
                    });
}

std::vector<SharedIdentifier> SharedIdentifiersOf(const Paper& paper) {
  std::vector<SharedIdentifier> all;
  std::string title;
  const auto add = [&](const std::string& text) {
    if (text.find_first_of("./") == std::string::npos) return;  // As each of them has.
    std::optional<format::Identifier> found = format::ParseIdentifier(text);
    if (!found || (found->kind != Kind::kDoi && found->kind != Kind::kArxiv)) return;
    if (title.empty()) title = LettersOf(MainTitle(TitleOf(paper)));
    if (title.empty()) return;
    const std::uint64_t hash = format::IdHash(found->text + '\n' + title);
    if (std::none_of(all.begin(), all.end(),
                     [hash](const SharedIdentifier& known) { return known.hash == hash; }))
      all.push_back({std::move(found->text), hash});
  };
  add(paper.id);
  if (paper.doi != paper.id) add(paper.doi);
  for (const std::string& identifier : paper.identifiers) add(identifier);
  return all;
}

bool IsOfOnePaper(std::string_view id) {
  const std::optional<format::Identifier> found = format::ParseIdentifier(id);
  return found && found->kind != Kind::kDoi;
}

}  // namespace dssearch::indexer
