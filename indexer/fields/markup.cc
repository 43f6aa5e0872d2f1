#include "indexer/fields/markup.h"

#include <cmark.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "indexer/ascii.h"
#include "searcher/text/word_list.h"

namespace dssearch::indexer {
namespace {

// Tags of blocks, which begin a new line.
constexpr std::array<std::string_view, 15> kBlockTags = {
    "p",  "br", "div", "li", "ul",   "ol",        "sec",  "title",
    "h1", "h2", "h3",  "h4", "list", "list-item", "label"};
// Tags within a line. <正> is what CNKI writes before the beginning of a text
// that has no abstract.
constexpr std::array<std::string_view, 31> kInlineTags = {"i",
                                                          "b",
                                                          "em",
                                                          "strong",
                                                          "sub",
                                                          "sup",
                                                          "u",
                                                          "s",
                                                          "a",
                                                          "span",
                                                          "font",
                                                          "tt",
                                                          "code",
                                                          "small",
                                                          "big",
                                                          "sc",
                                                          "italic",
                                                          "bold",
                                                          "math",
                                                          "monospace",
                                                          "underline",
                                                          "abstract",
                                                          "xref",
                                                          "ext-link",
                                                          "styled-content",
                                                          "inline-formula",
                                                          "tex-math",
                                                          "disp-formula",
                                                          "inline-graphic",
                                                          "named-content",
                                                          "正"};
// Prefixes of the vocabularies that publishers use; every name in them is a tag.
constexpr std::array<std::string_view, 3> kPrefixes = {"jats:", "mml:", "m:"};

struct MarkupTag {
  std::size_t size = 0;
  bool closing = false;
  bool block = false;
  std::string name;
};

// The tag that a text begins with, if it is one.
std::optional<MarkupTag> TagAt(std::string_view text) {
  constexpr std::size_t kLongestName = 32;
  constexpr std::size_t kLongestTag = 1000;
  if (text.starts_with("<!--")) {
    const std::size_t end = text.substr(0, kLongestTag).find("-->");
    if (end != std::string_view::npos) return MarkupTag{end + 3, false, false, "!--"};
  }
  MarkupTag tag;
  tag.closing = text.substr(1).starts_with('/');
  const std::string_view rest = text.substr(tag.closing ? 2 : 1);
  const std::size_t name_size = rest.substr(0, kLongestName).find_first_of(" \t\n/>");
  if (name_size == std::string_view::npos || name_size == 0) return std::nullopt;
  tag.name = LowerAscii(rest.substr(0, name_size));
  std::string_view local = tag.name;
  bool prefixed = false;
  for (const std::string_view prefix : kPrefixes)
    if (local.starts_with(prefix)) {
      local.remove_prefix(prefix.size());
      prefixed = true;
    }
  tag.block = text::IsAmong(kBlockTags, local);
  if (!prefixed && !tag.block && !text::IsAmong(kInlineTags, local)) return std::nullopt;
  const std::size_t end = rest.substr(0, kLongestTag).find('>', name_size);
  if (end == std::string_view::npos) return std::nullopt;
  // Behind the name: nothing, a slash, or attributes; "<b and c>" has none.
  std::string_view attributes = rest.substr(name_size, end - name_size);
  while (attributes.ends_with('/') || attributes.ends_with(' ')) attributes.remove_suffix(1);
  if (!attributes.empty() && (attributes.find('=') == std::string_view::npos ||
                              attributes.find('<') != std::string_view::npos))
    return std::nullopt;
  tag.size = (tag.closing ? 2 : 1) + end + 1;
  return tag;
}

// The character that "&amp;" or "&#946;" stands for; nothing if there is none.
// CommonMark knows every one that HTML does.
std::optional<std::string> CharacterOf(std::string_view reference) {
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(reference.data(), reference.size(), CMARK_OPT_DEFAULT), cmark_node_free);
  cmark_node* const paragraph = cmark_node_first_child(document.get());
  cmark_node* const text = paragraph == nullptr ? nullptr : cmark_node_first_child(paragraph);
  if (text == nullptr || cmark_node_get_type(text) != CMARK_NODE_TEXT ||
      cmark_node_next(text) != nullptr)
    return std::nullopt;
  std::string character = cmark_node_get_literal(text);
  if (character == reference) return std::nullopt;
  return character;
}

// The reference that a text begins with: "&" and up to ";".
std::string_view ReferenceAt(std::string_view text) {
  constexpr std::size_t kLongest = 34;  // &CounterClockwiseContourIntegral; has 33.
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos) return {};
  const std::string_view name = text.substr(1, end - 1);
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAsciiAlnum(c) || c == '#';
  });
  return plain ? text.substr(0, end + 1) : std::string_view{};
}

}  // namespace

std::string WithoutMarkup(std::string_view text) {
  // Most texts have none, and looking for one character is fast.
  if (text.find('<') == std::string_view::npos && text.find('&') == std::string_view::npos)
    return std::string(text);
  // A tag of one letter may be a variable: x<a>y. It counts if it is closed.
  std::string closed;
  for (std::size_t i = 0; i < text.size() && (i = text.find("</", i)) < text.size(); i += 2)
    if (i + 3 < text.size() && text[i + 3] == '>') {
      const std::string letter = LowerAscii(text.substr(i + 2, 1));
      if (closed.find(letter) == std::string::npos) closed += letter;
    }
  std::string out;
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find_first_of("<&"), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (text.front() == '<') {
      const std::optional<MarkupTag> tag = TagAt(text);
      if (tag && (tag->name.size() > 1 || tag->block || tag->closing ||
                  closed.find(tag->name) != std::string::npos)) {
        if (tag->block && !out.empty() && out.back() != '\n') out += '\n';
        text.remove_prefix(tag->size);
        continue;
      }
    } else if (const std::string_view reference = ReferenceAt(text); !reference.empty()) {
      if (const std::optional<std::string> character = CharacterOf(reference)) {
        out += *character;
        text.remove_prefix(reference.size());
        continue;
      }
    }
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

}  // namespace dssearch::indexer
