#include "indexer/formats/bibtex_entry.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "indexer/fields/date_forms.h"
#include "indexer/fields/field_aliases.h"
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

std::vector<std::string_view> SplitAt(std::string_view tex, char separator) {
  return SplitOutsideBraces(
      tex, [&](std::size_t i) -> std::size_t { return tex[i] == separator ? 1 : 0; });
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

std::string_view WithoutBraces(std::string_view tex) {
  tex = Trim(tex);
  while (IsGroup(tex)) tex = Trim(tex.substr(1, tex.size() - 2));
  return tex;
}

// One name: "First von Last", "von Last, First", "von Last, Jr, First".
std::string NameOf(std::string_view tex) {
  if (IsGroup(tex)) return TextOfTex(tex);  // A group, whose commas and blanks are its own.
  const std::vector<std::string_view> parts = SplitAt(tex, ',');
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

std::vector<std::string> Names(std::string_view tex) {
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

// The keywords in a list: between semicolons, or else commas, outside of braces.
std::vector<std::string> Keywords(std::string_view tex) {
  const bool group = IsGroup(Trim(tex));
  const std::string_view inner = WithoutBraces(tex);
  std::vector<std::string_view> parts = SplitAt(inner, ';');
  if (parts.size() == 1 && !group) parts = SplitAt(inner, ',');
  // Between Chinese ones may stand signs of their own, and the list may be one of lines.
  if (parts.size() == 1 && !group) return SplitKeywords(TextOfTex(inner));
  std::vector<std::string> keywords;
  for (const std::string_view part : parts) keywords.push_back(TextOfTex(part));
  return keywords;
}

// A URL, a DOI or the like has no TeX but what keeps TeX from reading it: \_, {\%}.
std::string Address(std::string_view tex) {
  if (tex.find("\\url") != std::string_view::npos || tex.find("\\href") != std::string_view::npos) {
    const std::size_t begin = std::min(tex.find('{'), tex.size() - 1);
    tex = tex.substr(begin + 1, tex.find('}', begin) - begin - 1);
  }
  std::string address(tex);
  std::erase_if(address, [](char c) { return c == '\\' || c == '{' || c == '}'; });
  return address;
}

// The month "02" and perhaps the day, "02-05", of "feb", "2", "feb # 5", "MAR 4"; empty for
// anything else. Of a range the first month counts.
std::string MonthOf(std::string_view tex) {
  const std::string text = TextOfTex(tex);
  constexpr std::string_view kLeapYear = "2000";
  const std::optional<std::string> date = DateIn(text + ' ' + std::string(kLeapYear));
  if (date && date->size() > kLeapYear.size()) {
    const bool range =
        text.find_first_of("-/") != std::string::npos || text.find("–") != std::string::npos;
    return date->substr(kLeapYear.size() + 1, range ? 2 : std::string::npos);
  }
  const std::string_view number = Trim(text);
  if (number.empty() || number.size() > 2) return {};
  const std::string padded = number.size() == 1 ? "0" + std::string(number) : std::string(number);
  return DateIn(std::string(kLeapYear) + '-' + padded) ? padded : "";
}

// The date that year, month and day make; what stands for the year where that is no year.
std::string DateOf(const BibtexEntry& entry) {
  const std::string* year = entry.Find("year");
  if (year == nullptr) return {};
  std::string date = TextOfTex(Trim(*year));
  constexpr std::size_t kYear = 4;
  if (date.size() != kYear || !std::all_of(date.begin(), date.end(), IsAsciiDigit)) return date;
  const std::string* month = entry.Find("month");
  if (const std::string text = month == nullptr ? "" : MonthOf(*month); !text.empty())
    date += '-' + text;
  constexpr std::size_t kMonth = 7;
  if (const std::string* day = entry.Find("day"); day != nullptr && date.size() == kMonth) {
    const std::string text(Trim(WithoutBraces(*day)));
    if (const auto exact = DateIn(date + '-' + text); exact && exact->size() > kMonth)
      return *exact;
  }
  return date;
}

bool HasValue(const BibtexEntry& entry, std::string_view name) {
  const std::string* value = entry.Find(name);
  return value != nullptr && !Trim(*value).empty();
}

// A standard or a report without authors is by the institution that issued it.
const std::string* IssuerOf(const BibtexEntry& entry) {
  constexpr std::array<std::string_view, 4> kTypes = {"standard", "techreport", "report", "manual"};
  if (HasValue(entry, "author") ||
      std::find(kTypes.begin(), kTypes.end(), entry.type) == kTypes.end())
    return nullptr;
  for (const char* name : {"institution", "organization"})
    if (HasValue(entry, name)) return entry.Find(name);
  return nullptr;
}

}  // namespace

RawRecord RecordOf(BibtexEntry entry) {
  RawRecord record{entry.where, {}};
  record.needs_no_id = true;
  const auto add = [&record](std::string name, std::string value) {
    record.fields.push_back({std::move(name), {std::move(value)}});
  };
  const bool has_url = HasValue(entry, "url");
  for (const auto& [name, value] : entry.fields) {
    if (name == "author") {
      record.AddList("authors", Names(value));
    } else if (name == "editor") {
      record.AddList("editors", Names(value));
    } else if (name == "title" && HasValue(entry, "subtitle")) {
      add(name, TextOfTex(value) + ": " + TextOfTex(*entry.Find("subtitle")));
    } else if (name == "url" || name == "doi" || name == "eprint") {
      add(name, Address(value));
    } else if (name == "howpublished" && !has_url && value.find("://") != std::string::npos) {
      add("url", Address(value));
    } else if (name == "ids") {
      std::vector<std::string> ids;
      for (const std::string_view id : SplitAt(value, ',')) ids.emplace_back(id);
      record.AddList("identifiers", std::move(ids));
    } else if (IsKeywordAlias(name)) {
      record.AddList(name, Keywords(value));
    } else if (name != "year" && name != "month" && name != "day" && name != "subtitle" &&
               name != "key") {  // `key` is for sorting, and no id.
      add(name, TextOfTex(value));
    }
  }
  if (const std::string* issuer = IssuerOf(entry)) record.AddList("authors", {TextOfTex(*issuer)});
  if (std::string date = DateOf(entry); !date.empty()) add("year", std::move(date));
  record.key = std::move(entry.key);
  return record;
}

}  // namespace dssearch::indexer
