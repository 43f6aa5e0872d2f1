#include "indexer/formats/tagged_values.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "indexer/fields/field_text.h"
#include "indexer/formats/title_text.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

// "Brandt, Olga" of "Brandt, Olga (o@example.org)".
std::string_view WithoutAddress(std::string_view name) {
  const std::size_t bracket = name.find(" (");
  return name.ends_with(')') && name.find('@') != std::string_view::npos ? name.substr(0, bracket)
                                                                         : name;
}

// The names in lines, of which each has one, "Shao, Zhihong"; CNKI writes several, "张三;李四".
std::vector<std::string> NamesIn(const std::vector<std::string>& lines) {
  std::vector<std::string> names;
  for (const std::string& line : lines) {
    const bool several = line.find(';') != std::string::npos || text::StartsUnspaced(line);
    if (several) {
      for (std::string& name : NamesOf(line)) names.push_back(std::move(name));
    } else {
      names.push_back(SpokenName(WithoutAddress(line)));
    }
  }
  return names;
}

constexpr std::string_view kDoiMark = "[doi]";

// "Rivers" of "*Rivers/chemistry".
std::string HeadingOf(std::string_view descriptor) {
  std::string heading(descriptor.substr(0, descriptor.find('/')));
  std::erase(heading, '*');
  return heading;
}

}  // namespace

std::string ValueOfTag(TagUse use, std::string_view value) {
  if (use == TagUse::kDescriptor) return HeadingOf(value);
  if (use == TagUse::kMarkedDoi)
    return std::string(value.ends_with(kDoiMark) ? value.substr(0, value.size() - kDoiMark.size())
                                                 : "");
  return std::string(value);
}

bool IsEdition(std::string_view value) {
  const std::string lower = LowerAscii(Trim(value));
  return std::any_of(lower.begin(), lower.end(), IsAsciiDigit) ||
         lower.find("edition") != std::string::npos || lower.ends_with(" ed.") ||
         lower.ends_with(" ed") || lower.ends_with("版");
}

std::optional<TaggedLine> NamedValue(std::string_view value) {
  constexpr std::array<std::string_view, 6> kNames = {"id",   "identifiers",     "domain",
                                                      "tags", "contribution_zh", "contribution_en"};
  const std::size_t colon = std::min(value.find(": "), value.size());
  const std::string_view name = value.substr(0, colon);
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return std::nullopt;
  return TaggedLine{name, Trim(value.substr(std::min(colon + 1, value.size())))};
}

void CompleteField(Dialect dialect, std::string_view field, std::vector<std::string>& values) {
  if (IsFilled(dialect))
    for (std::string& value : values) value = OneLine(CleanText(value));
  if (field == "authors" || field == "author_full_names" || field == "editors") {
    values = NamesIn(values);
  } else if (field == "keywords" && values.size() > 1) {
    std::vector<std::string> all;
    for (const std::string& value : values)
      for (std::string& keyword : SplitAtSemicolons(value)) all.push_back(std::move(keyword));
    values = std::move(all);
  } else if (field == "domain" && values.size() == 1) {
    values.emplace_back();  // It is one domain, whatever it has within.
  } else if (dialect == Dialect::kMedline && field.starts_with("title")) {
    for (std::string& value : values) value = WithoutFullStop(value);
  }
}

}  // namespace dssearch::indexer
