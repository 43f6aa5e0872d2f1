#include "indexer/paper_identity.h"

#include <algorithm>
#include <optional>

#include "indexer/ascii.h"
#include "searcher/format/identifier.h"
#include "searcher/format/record.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

using Kind = format::Identifier::Kind;

// The letters and digits of a text, those of ASCII in lower case.
std::string LettersOf(std::string_view text) {
  std::string letters;
  letters.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      if (IsAsciiAlnum(text[i])) letters += LowerAscii(text[i]);
      ++i;
    } else if (const char32_t c = text::Next(text, i); text::ScriptOf(c) != text::Script::kNone) {
      text::Append(letters, c);
    }
  }
  return letters;
}

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

bool IsSameTitle(std::string_view key, std::string_view other) {
  return key.starts_with(other) || other.starts_with(key);
}

Work WorkOf(const Paper& paper) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kBeginning = 200;
  const std::string title = LettersOf(TitleOf(paper));
  if (title.empty() || paper.date.size() < kYear || paper.authors.empty()) return {};
  const auto beginning = [](const std::string& text) {
    return LettersOf(text::CutToBytes(text, kBeginning));
  };
  return {.hash = format::IdHash(title + '\n' + paper.date.substr(0, kYear) + '\n' +
                                 FamilyOf(paper.authors.front())),
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
  const std::string title = LettersOf(MainTitle(TitleOf(paper)));
  if (title.empty()) return all;
  const auto add = [&](const std::string& text) {
    std::optional<format::Identifier> found = format::ParseIdentifier(text);
    if (!found || (found->kind != Kind::kDoi && found->kind != Kind::kArxiv)) return;
    const std::uint64_t hash = format::IdHash(found->text + '\n' + title);
    if (std::none_of(all.begin(), all.end(),
                     [hash](const SharedIdentifier& known) { return known.hash == hash; }))
      all.push_back({std::move(found->text), hash});
  };
  add(paper.id);
  add(paper.doi);
  for (const std::string& identifier : paper.identifiers) add(identifier);
  return all;
}

bool IsOfOnePaper(std::string_view id) {
  const std::optional<format::Identifier> found = format::ParseIdentifier(id);
  return found && found->kind != Kind::kDoi;
}

}  // namespace dssearch::indexer
