#include "indexer/formats/bibtex_entry.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/ascii.h"
#include "indexer/fields/date_forms.h"
#include "indexer/fields/field_aliases.h"
#include "indexer/formats/bibtex_lists.h"
#include "indexer/formats/tex_text.h"
#include "searcher/text/word_list.h"

namespace dssearch::indexer {
namespace {

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
  if (HasValue(entry, "author") || !text::IsAmong(kTypes, entry.type)) return nullptr;
  for (const char* name : {"institution", "organization"})
    if (HasValue(entry, name)) return entry.Find(name);
  return nullptr;
}

}  // namespace

RawRecord RecordOf(BibtexEntry entry) {
  RawRecord record{entry.where, {}};
  record.needs_no_id = true;
  const auto add = [&record](std::string name, std::string value) {
    record.fields.emplace_back(std::move(name), std::vector<std::string>{std::move(value)});
  };
  const bool has_url = HasValue(entry, "url");
  for (const auto& [name, value] : entry.fields) {
    if (name == "author") {
      record.AddList("authors", NamesOfTex(value));
    } else if (name == "editor") {
      record.AddList("editors", NamesOfTex(value));
    } else if (name == "title" && HasValue(entry, "subtitle")) {
      add(name, TextOfTex(value) + ": " + TextOfTex(*entry.Find("subtitle")));
    } else if (name == "url" || name == "doi" || name == "eprint") {
      add(name, Address(value));
    } else if (name == "howpublished" && !has_url && value.find("://") != std::string::npos) {
      add("url", Address(value));
    } else if (name == "ids") {
      std::vector<std::string> ids;
      for (const std::string_view id : SplitTex(value, ',')) ids.emplace_back(id);
      record.AddList("identifiers", std::move(ids));
    } else if (IsKeywordAlias(name)) {
      record.AddList(name, KeywordsOfTex(value));
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
