#include "indexer/formats/xml_elements.h"

#include <algorithm>
#include <initializer_list>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "indexer/fields/field_text.h"
#include "indexer/formats/json_values.h"
#include "indexer/formats/title_text.h"
#include "indexer/formats/xml_splitter.h"

namespace dssearch::indexer {
namespace {

constexpr int kMaxDepth = 64;

// What is in a text and not of it: footnotes, formulas that are written twice, members of a group.
constexpr std::string_view kLeftOut = "xref fn tex-math annotation contrib-group graphic label aff";
constexpr std::string_view kParagraphs = "p sec title AbstractText para";

void AddText(const pugi::xml_node& node, int depth, std::string& text) {
  if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += node.value();
  if (depth > kMaxDepth) return;
  for (const pugi::xml_node& child : node.children()) {
    const std::string_view name = LocalName(child.name());
    if (HasName(kLeftOut, name)) continue;
    const bool paragraph = HasName(kParagraphs, name);
    if (paragraph && !text.empty()) text += "\n\n";
    AddText(child, depth + 1, text);
    if (paragraph) text += "\n\n";
  }
}

// The text of an element. Its lines are filled, so that a single line break means nothing.
std::string TextOf(const pugi::xml_node& element, bool paragraphs = false) {
  std::string text;
  AddText(element, 0, text);
  if (!paragraphs) return OneLine(CleanText(text));
  std::string joined;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    const std::string line = OneLine(CleanText(std::string_view(text).substr(begin, end - begin)));
    if (!line.empty()) joined.append(joined.empty() ? "" : "\n").append(line);
    begin = end + 2;
  }
  return joined;
}

// The first child that has one of these local names, in the order of the names.
pugi::xml_node Child(const pugi::xml_node& element, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (const pugi::xml_node& child : element.children())
      if (LocalName(child.name()) == name) return child;
  return {};
}

std::string ChildText(const pugi::xml_node& element,
                      std::initializer_list<std::string_view> names) {
  return TextOf(Child(element, names));
}

// The text of a namePart of MODS with a type.
std::string NamePart(const pugi::xml_node& name, std::string_view type) {
  std::string parts;
  for (const pugi::xml_node& child : name.children())
    if (LocalName(child.name()) == "namePart" && child.attribute("type").value() == type)
      parts.append(parts.empty() ? "" : " ").append(TextOf(child));
  return parts;
}

// "The" and "Ropes" and "A History" as one title.
std::string WholeTitle(const pugi::xml_node& element) {
  std::string title = ChildText(element, {"nonSort"});
  if (!title.empty() && !title.ends_with('\'')) title += ' ';
  title += ChildText(element, {"title"});
  const std::string subtitle = ChildText(element, {"subTitle"});
  return subtitle.empty() ? title : title + ": " + subtitle;
}

// Whether a name of MODS has a part in the work other than that of an author.
bool HasOtherRole(const pugi::xml_node& name) {
  const std::string role = LowerAscii(ChildText(Child(name, {"role"}), {"roleTerm"}));
  return !role.empty() && role != "author" && role != "aut" && role != "creator" && role != "cre";
}

XmlValue PersonOf(const pugi::xml_node& element) {
  constexpr std::string_view kGroup = "group_authors";
  if (const auto group = Child(element, {"CollectiveName", "collab"}))
    return {TextOf(group), kGroup};
  if (Child(element, {"namePart"})) {
    if (HasOtherRole(element)) return {};
    const std::string family = NamePart(element, "family");
    const std::string whole = NamePart(element, "");
    if (!family.empty()) return {JoinedName(NamePart(element, "given"), family, {})};
    if (std::string_view(element.attribute("type").value()) == "corporate") return {whole, kGroup};
    return {SpokenName(whole)};
  }
  const std::string family =
      ChildText(element, {"LastName", "surname", "family", "keyname", "familyName"});
  if (!family.empty())
    return {JoinedName(ChildText(element, {"ForeName", "given-names", "given", "forenames",
                                           "givenName", "Initials"}),
                       family, ChildText(element, {"Suffix", "suffix"}))};
  for (const std::string_view name : {"name-alternatives", "name", "string-name"})
    if (const auto inner = Child(element, {name})) return PersonOf(inner);
  if (const auto whole = Child(element, {"creatorName"})) {
    if (std::string_view(whole.attribute("nameType").value()) == "Organizational")
      return {TextOf(whole), kGroup};
    return {SpokenName(TextOf(whole))};
  }
  return {SpokenName(WithoutHomonymNumber(TextOf(element)))};
}

std::string DateOf(const pugi::xml_node& element) {
  const std::string year = ChildText(element, {"Year", "year"});
  if (year.empty()) return TextOf(element);
  const std::string month = ChildText(element, {"Month", "month"});
  const std::string day = ChildText(element, {"Day", "day"});
  // "Mar" as well as 3.
  if (!month.empty() && !IsAsciiDigit(month.front())) return year + ' ' + month + ' ' + day;
  return DateOfParts({year, month, day});
}

std::string AbstractOf(const pugi::xml_node& element) {
  std::string text = TextOf(element, true);
  for (const std::string_view heading : {"Abstract\n", "ABSTRACT\n", "Summary\n", "摘要\n"})
    if (text.starts_with(heading)) text.erase(0, heading.size());
  const std::string_view label = element.attribute("Label").value();
  return label.empty() || text.empty() ? text : std::string(label).append(": ").append(text);
}

// "2402.03300" of "http://arxiv.org/abs/2402.03300v1".
std::string IdOfAddress(std::string_view address) {
  constexpr std::string_view kPage = "/abs/";
  const std::size_t page = address.find(kPage);
  if (page == std::string_view::npos) return std::string(address);
  std::string_view id = address.substr(page + kPage.size());
  const std::size_t version = id.find_last_not_of("0123456789");
  if (version != std::string_view::npos && id[version] == 'v' && version + 1 < id.size())
    id = id.substr(0, version);
  return std::string(id);
}

}  // namespace

XmlValue ValueOf(const pugi::xml_node& element, XmlUse use) {
  switch (use) {
    case XmlUse::kTitle:
      return {WholeTitle(element)};
    case XmlUse::kSentence:
      return {WithoutFullStop(TextOf(element))};
    case XmlUse::kAbstract:
      return {AbstractOf(element)};
    case XmlUse::kPerson:
      return PersonOf(element);
    case XmlUse::kDate:
      return {DateOf(element)};
    case XmlUse::kAddress:
      return {IdOfAddress(TextOf(element))};
    case XmlUse::kText:
      break;
  }
  return {TextOf(element)};
}

}  // namespace dssearch::indexer
