#include "indexer/formats/table_columns.h"

#include <algorithm>
#include <cstddef>

#include "indexer/ascii.h"
#include "indexer/formats/table_header.h"
#include "indexer/formats/tagged_dialects.h"

namespace dssearch::indexer {
namespace {

bool HasColumn(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void Rename(std::string_view from, std::string_view to, std::vector<std::string>& names) {
  if (const auto name = std::find(names.begin(), names.end(), from); name != names.end())
    *name = to;
}

}  // namespace

TableKind KindOfTable(const std::vector<std::string>& names) {
  if (names.size() > 1 && names.front() == "Item Title" && HasColumn(names, "Item DOI"))
    return TableKind::kSpringer;
  if (HasColumn(names, "Author Names") && HasColumn(names, "Emtree Medical Index Terms"))
    return TableKind::kEmbase;
  return TableKind::kAny;
}

void NameColumns(std::vector<std::string>& names) {
  // OpenAlex calls the title of a work as it does the name of an author.
  if (!HasColumn(names, "title") && HasColumn(names, "publication_year"))
    Rename("display_name", "title", names);
  // The source of Publish or Perish is the journal, and not where the record is from.
  if (HasColumn(names, "CitesURL") && HasColumn(names, "QueryDate")) {
    Rename("Source", "venue", names);
    Rename("ArticleURL", "url", names);
  }
  if (names.size() < 2 || !BeginsWebOfScienceTable(names[0], names[1])) return;
  for (std::string& name : names)
    if (const TagRule* rule = FindTagRule(Dialect::kWebOfScience, name)) name = rule->field;
}

std::vector<std::string> SplitAtCapitals(std::string_view names) {
  constexpr std::size_t kLongestPart = 3;  // Mc, Mac, De, Di, Van.
  std::vector<std::string> split;
  std::size_t begin = 0;
  std::size_t word = 0;  // Where the current word begins.
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i - 1] == ' ' || names[i - 1] == '-') word = i;
    const char before = names[i - 1];
    const bool small =
        IsAsciiLetter(before) ? !IsAsciiUpper(before) : static_cast<unsigned char>(before) >= 0x80;
    // À to Þ are capitals, too.
    const bool capital =
        IsAsciiUpper(names[i]) || (names[i] == '\xC3' && i + 1 < names.size() &&
                                   static_cast<unsigned char>(names[i + 1]) <= 0x9E);
    if (!capital || !small || i - word <= kLongestPart) continue;
    split.emplace_back(names.substr(begin, i - begin));
    begin = word = i;
  }
  split.emplace_back(names.substr(begin));
  return split;
}

EmbaseSource ParseEmbaseSource(std::string_view cell) {
  constexpr std::string_view kDate = "Date of Publication:";
  constexpr std::size_t kYear = 4;
  for (std::size_t at = 0; (at = cell.find(" (", at)) != std::string_view::npos; ++at) {
    const std::string_view year = cell.substr(at + 2, kYear);
    if (year.size() < kYear || !std::all_of(year.begin(), year.end(), IsAsciiDigit) ||
        !cell.substr(at + 2 + kYear).starts_with(')'))
      continue;
    const std::size_t date = cell.find(kDate);
    return {std::string(cell.substr(0, at)),
            std::string(date == std::string_view::npos ? year
                                                       : Trim(cell.substr(date + kDate.size())))};
  }
  return {std::string(cell), {}};
}

}  // namespace dssearch::indexer
