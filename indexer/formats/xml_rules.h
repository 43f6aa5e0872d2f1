#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dssearch::indexer {

/// How an element is read.
enum class XmlUse : std::uint8_t {
  kText,
  kTitle,     ///< Of MODS, with an article before it and a subtitle behind it.
  kSentence,  ///< A title that ends with a full stop, and is in brackets where it is translated.
  kAbstract,  ///< Paragraphs, and parts with labels.
  kPerson,    ///< Names in elements of their own, or "Brandt, Olga".
  kDate,      ///< Year, month and day in elements of their own, or a text.
  kAddress,   ///< Of a page at arXiv, whose last part is an id.
};

/// What becomes of an element of a record.
struct XmlRule {
  /// Local names of elements from the record on, "front/article-meta/abstract". Behind a name may
  /// stand [type=doi] or [!type] for an attribute that the element must have or lack, and at the
  /// end
  /// @term for the text of an attribute.
  std::string_view path;
  std::string_view field;  ///< A name that ToPaper() knows.
  XmlUse use = XmlUse::kText;
};

/// A format in XML.
struct XmlDialect {
  std::string_view name;
  std::string_view roots;    ///< The local names of its root, between blanks.
  std::string_view mark;     ///< What stands near the beginning besides; may be empty.
  std::string_view records;  ///< The local names of elements that are records, between blanks.
  std::span<const XmlRule> rules;
};

/// PubMed, EndNote, arXiv's Atom, OAI-PMH, JATS, MODS, DBLP, DataCite.
std::span<const XmlDialect> XmlDialects();

/// Whether a list of names between blanks has `name`.
bool HasName(std::string_view names, std::string_view name);

}  // namespace dssearch::indexer
