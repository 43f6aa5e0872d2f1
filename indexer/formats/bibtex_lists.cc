#include "indexer/formats/bibtex_lists.h"

#include <algorithm>
#include <cstddef>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "indexer/fields/field_text.h"
#include "indexer/formats/tex_text.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

// The parts of a text outside of braces between separators, trimmed. `separator_at(i)` is the size
// of the separator at `i`, 0 where there is none.
template <typename SeparatorAt>
std::vector<std::string_view> SplitOutsideBraces(std::string_view tex,
                                                 const SeparatorAt& separator_at) {
  std::vector<std::string_view> parts;
  std::size_t depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (tex[i] == '{') ++depth;
    if (tex[i] == '}' && depth > 0) --depth;
    const std::size_t size = depth == 0 ? separator_at(i) : 0;
    if (size == 0) continue;
    parts.push_back(Trim(tex.substr(begin, i - begin)));
    begin = i + size;
    i = begin - 1;
  }
  parts.push_back(Trim(tex.substr(begin)));
  return parts;
}

// The names in a list: " and " stands between them, in any case.
std::vector<std::string_view> SplitAtAnd(std::string_view tex) {
  const auto blank = [tex](std::size_t i) {
    return i < tex.size() && kBlank.find(tex[i]) != std::string_view::npos;
  };
  return SplitOutsideBraces(tex, [&](std::size_t i) -> std::size_t {
    if (!blank(i) || !blank(i + 4)) return 0;
    const std::string_view word = tex.substr(i + 1, 3);
    return word == "and" || word == "AND" || word == "And" ? 4 : 0;
  });
}

// Whether a text is one group in braces.
bool IsGroup(std::string_view tex) {
  if (!tex.starts_with('{') || !tex.ends_with('}')) return false;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tex.size(); ++i) {
    if (tex[i] == '{') ++depth;
    if (tex[i] == '}' && --depth == 0) return i + 1 == tex.size();
  }
  return false;
}

// One name: "First von Last", "von Last, First", "von Last, Jr, First".
std::string NameOf(std::string_view tex) {
  if (IsGroup(tex)) return TextOfTex(tex);  // A group, whose commas and blanks are its own.
  const std::vector<std::string_view> parts = SplitTex(tex, ',');
  if (parts.size() == 1) return TextOfTex(tex);
  // Braces keep commas and words together, and have done so here.
  constexpr std::size_t kMostParts = 3;
  if (parts.size() > kMostParts || tex.find('{') == std::string_view::npos)
    return SpokenName(TextOfTex(tex));
  const std::string family = TextOfTex(parts[0]);
  const std::string second = TextOfTex(parts[1]);
  if (parts.size() == 2)
    return IsNameSuffix(second) ? family + ' ' + second : JoinedName(second, family, {});
  const std::string third = TextOfTex(parts[2]);
  return IsNameSuffix(third) ? JoinedName(second, family, third)
                             : JoinedName(third, family, second);
}

// Whether an author is a list all the same: BibTeX knows no more than two commas in a name, and
// Chinese names have none.
bool IsList(std::string_view name) {
  constexpr std::ptrdiff_t kMostCommas = 2;
  const bool list = name.find(';') != std::string_view::npos || text::StartsUnspaced(name) ||
                    std::count(name.begin(), name.end(), ',') > kMostCommas;
  return list && name.find('{') == std::string_view::npos;
}

}  // namespace

std::vector<std::string_view> SplitTex(std::string_view tex, char separator) {
  return SplitOutsideBraces(
      tex, [&](std::size_t i) -> std::size_t { return tex[i] == separator ? 1 : 0; });
}

std::string_view WithoutBraces(std::string_view tex) {
  tex = Trim(tex);
  while (IsGroup(tex)) tex = Trim(tex.substr(1, tex.size() - 2));
  return tex;
}

std::vector<std::string> NamesOfTex(std::string_view tex) {
  std::vector<std::string> names;
  for (const std::string_view name : SplitAtAnd(Trim(tex))) {
    if (IsList(name)) {
      for (std::string& one : NamesOf(TextOfTex(name))) names.push_back(std::move(one));
    } else if (std::string one = NameOf(name); !IsNobody(one)) {
      names.push_back(std::move(one));
    }
  }
  return names;
}

std::vector<std::string> KeywordsOfTex(std::string_view tex) {
  const bool group = IsGroup(Trim(tex));
  const std::string_view inner = WithoutBraces(tex);
  std::vector<std::string_view> parts = SplitTex(inner, ';');
  if (parts.size() == 1 && !group) parts = SplitTex(inner, ',');
  // Between Chinese ones may stand signs of their own, and the list may be one of lines.
  if (parts.size() == 1 && !group) return SplitKeywords(TextOfTex(inner));
  std::vector<std::string> keywords;
  keywords.reserve(parts.size());
  for (const std::string_view part : parts) keywords.push_back(TextOfTex(part));
  return keywords;
}

}  // namespace dssearch::indexer
