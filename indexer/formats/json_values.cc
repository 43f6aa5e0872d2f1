#include "indexer/formats/json_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <initializer_list>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "indexer/fields/field_aliases.h"
#include "indexer/formats/text_input.h"
#include "indexer/formats/title_text.h"
#include "searcher/text/word_list.h"

namespace dssearch::indexer {
namespace {

std::string_view MemberOf(const JsonMembers& members,
                          std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (const auto& [key, value] : members)
      if (key == name && !value.empty()) return value;
  return {};
}

// Objects in a list that count only with some values of a member, or only without some.
struct Restriction {
  std::string_view list;
  std::string_view member;
  std::array<std::string_view, 8> values;
  bool excluded;
};
constexpr Restriction kRestrictions[] = {
    // Zotero has all who had a part in a work in one list.
    {"creators",
     "creatorType",
     {"editor", "seriesEditor", "translator", "contributor", "bookAuthor", "reviewedAuthor",
      "counsel", "recipient"},
     true},
    // Automatic ones are keywords that the publisher has.
    {"tags", "type", {"1"}, true},
    // DataCite has the kinds of each beside each other.
    {"titles", "titleType", {""}, false},
    {"descriptions", "descriptionType", {"", "Abstract"}, false},
    {"dates", "dateType", {"Issued"}, false},
    {"identifiers", "identifierType", {"", "DOI", "arXiv", "PMID"}, false},
    // OpenAlex has fields (0 and 1) and ever smaller parts of them.
    {"concepts", "level", {"2", "3", "4", "5"}, true},
};

std::string* FieldNamed(RawRecord& record, std::string_view name) {
  for (auto& [key, values] : record.fields)
    if (key == name && !values.empty()) return &values.front();
  return nullptr;
}

// The day of a number of milliseconds since 1970; empty for another text.
std::string DayOfMilliseconds(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  constexpr std::int64_t kMost = 10'000'000'000'000;  // In the year 2286.
  if (error != std::errc() || end != text.data() + text.size() || count < 0 || count > kMost)
    return {};
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(count))));
  return DateOfParts({std::to_string(static_cast<int>(day.year())),
                      std::to_string(static_cast<unsigned>(day.month())),
                      std::to_string(static_cast<unsigned>(day.day()))});
}

}  // namespace

bool IsEnvelope(std::string_view name) {
  constexpr std::array<std::string_view, 9> kEnvelopes = {"data",     "attributes",  "message",
                                                          "info",     "content",     "_source",
                                                          "metadata", "citingPaper", "citedPaper"};
  return text::IsAmong(kEnvelopes, name);
}

bool IsLeftOut(std::string_view list, const JsonMembers& members) {
  for (const Restriction& restriction : kRestrictions) {
    if (restriction.list != list) continue;
    const std::string_view value = MemberOf(members, {restriction.member});
    const auto& values = restriction.values;
    const bool listed = std::find(values.begin(), values.end(), value) != values.end() &&
                        (!value.empty() || values.front().empty());
    if (listed == restriction.excluded) return true;
  }
  return false;
}

std::string ValueOfItem(std::string_view list, const JsonMembers& members) {
  const std::string_view family =
      MemberOf(members, {"family", "lastName", "familyName", "last", "last_name"});
  if (!family.empty()) {
    std::string full(MemberOf(members, {"non-dropping-particle", "dropping-particle"}));
    if (!full.empty()) full += ' ';
    return JoinedName(MemberOf(members, {"given", "firstName", "givenName", "first", "first_name"}),
                      full.append(family), MemberOf(members, {"suffix"}));
  }
  // Some have only one name, and programs put it where there is a place for the given name.
  if (const std::string_view given = MemberOf(members, {"given", "firstName"});
      !given.empty() && MemberOf(members, {"name", "literal"}).empty())
    return std::string(given);
  if (const std::string_view numbered = MemberOf(members, {"text"}); !numbered.empty())
    return WithoutHomonymNumber(numbered);
  const std::string_view value = MemberOf(
      members, {"literal", "name", "display_name", "author.display_name", "author.name", "title",
                "tag", "subject", "keyword", "description", "category", "date", "identifier"});
  if (value.empty())
    return DateOfParts({std::string(MemberOf(members, {"year"})),
                        std::string(MemberOf(members, {"month"})),
                        std::string(MemberOf(members, {"day"}))});
  // DataCite has "Brandt, Olga", Zotero only what is no person.
  const bool person = list == "creators" && MemberOf(members, {"creatorType"}).empty() &&
                      MemberOf(members, {"nameType"}) != "Organizational";
  return person ? SpokenName(value) : std::string(value);
}

std::string DateOfParts(const std::vector<std::string>& parts) {
  std::string date;
  for (const std::string& part : parts) {
    if (part.empty()) break;
    if (!date.empty()) date += part.size() == 1 ? "-0" : "-";
    date += part;
  }
  return date;
}

std::string WithoutHomonymNumber(std::string_view name) {
  constexpr std::size_t kDigits = 4;
  const std::size_t blank = name.rfind(' ');
  if (blank != std::string_view::npos && name.size() == blank + 1 + kDigits &&
      std::all_of(name.begin() + static_cast<std::ptrdiff_t>(blank) + 1, name.end(), IsAsciiDigit))
    name = name.substr(0, blank);
  return std::string(name);
}

bool NamesAList(const std::string& name) {
  const std::string known = NormalizedFieldName(name);
  const FieldAlias* alias = FindFieldAlias(known);
  return IsKeywordAlias(known) || (alias != nullptr && alias->list != nullptr);
}

bool NamesAuthors(const std::string& name) {
  const FieldAlias* alias = FindFieldAlias(NormalizedFieldName(name));
  return alias != nullptr && alias->list == &Paper::authors;
}

std::string TextOfWords(std::vector<std::pair<std::size_t, std::string>> words) {
  std::stable_sort(words.begin(), words.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (const auto& [position, word] : words) {
    if (!text.empty()) text += ' ';
    text += word;
    if (text.size() > kMaxRecordBytes) break;
  }
  return text;
}

bool IsListOfRecords(std::string_view name) {
  constexpr std::array<std::string_view, 14> kNames = {
      "items", "papers", "records", "results",  "data",         "documents",         "docs",
      "works", "hit",    "hits",    "articles", "publications", "recommendedPapers", "notes"};
  return text::IsAmong(kNames, name);
}

bool IsAroundList(std::string_view name) {
  constexpr std::array<std::string_view, 4> kNames = {"message", "result", "hits", "response"};
  return text::IsAmong(kNames, name);
}

bool CompleteJsonRecord(RawRecord& record) {
  if (const std::string* type = FieldNamed(record, "itemType"))
    if (*type == "attachment" || *type == "note" || *type == "annotation") return false;
  // Crossref's journals and members, which have titles, too.
  if (FieldNamed(record, "last-status-check-time") != nullptr) return false;
  if (FieldNamed(record, "authors.author") != nullptr ||
      FieldNamed(record, "authors.author.text") != nullptr)  // DBLP's titles end with a full stop.
    for (auto& [name, values] : record.fields) {
      if (name == "title") values.front() = WithoutFullStop(values.front());
      if (name == "url")
        std::erase_if(values, [](const auto& url) { return url.starts_with("URL#"); });
    }
  // OpenReview: when a paper was published, or else when it was submitted.
  if (FieldNamed(record, "forum") != nullptr)
    for (const std::string_view name : {"pdate", "cdate", "tcdate"})
      if (const std::string* time = FieldNamed(record, name)) {
        record.fields.push_back({"date", {DayOfMilliseconds(*time)}});
        break;
      }
  return true;
}

}  // namespace dssearch::indexer
