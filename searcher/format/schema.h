#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch::format {

/// The version of the index format. To be raised whenever an index that was written by older code
/// would answer differently: a prefix, a slot, a weight, the stored record. (The analysis of texts
/// has an id of its own: text::Analyzer::Id.)
inline constexpr int kFormatVersion = 10;

/// The oldest format of which stored records can be read (dsindex --upgrade).
inline constexpr int kOldestStoredFormat = 4;

/// The first format with commits of segments (commit.h).
inline constexpr int kFirstCommitFormat = 7;

/// The first format that has runs (run.h).
inline constexpr int kFirstRunFormat = 8;

/// The first format whose records and forward positions stand in a file of their own
/// (stored_values.h).
inline constexpr int kFirstStoredValuesFormat = 8;

/// The first format that has all other values in columns alone (columns.h); those before have them
/// as values of Xapian's.
inline constexpr int kFirstColumnsFormat = 9;

enum class FieldKind {
  kText,  ///< Analyzed text, searched by words and phrases.
  /// Names of people: analyzed, searched by `field:` only and never scored. A whole name is a
  /// value.
  kName,
  kValue,  ///< A value that is matched as a whole, for filters and facets.
  kDate,   ///< An interval of days.
  kRun,    ///< A run of dsindex, searched by its day in UTC.
};

/// A part of a paper whose positions are separate from the others', in the order in which they are
/// stored: what is read alone comes first.
enum class TextPart : std::uint8_t { kAuthors, kTitle, kBody };
inline constexpr TextPart kLastPart = TextPart::kBody;

/// The source of the values of a paper's fields.
struct FieldSource {
  const Paper& paper;
  std::vector<std::string> languages;  ///< "zh", "en" or both.
};

/// A single value; none if it is empty.
inline std::vector<std::string> OneValue(const std::string& value) {
  return value.empty() ? std::vector<std::string>() : std::vector<std::string>{value};
}

/// The keywords of a paper in both languages.
inline std::vector<std::string> KeywordsOf(const Paper& paper) {
  std::vector<std::string> keywords = paper.keywords_zh;
  keywords.insert(keywords.end(), paper.keywords_en.begin(), paper.keywords_en.end());
  return keywords;
}

/// One row for each thing that a user can search, filter by or count. Adding a row is all that a
/// new field takes: indexing, queries, filters, facets, the help of the tools and the page read
/// this table.
struct Field {
  /// How a field is counted and filtered by; its slot holds its values.
  struct Facet {
    unsigned place;               ///< The place in lists of facets, from 1. Distinct.
    std::string_view heading;     ///< The heading above its values, in English.
    std::string_view heading_zh;  ///< The same in Chinese.
    std::string_view filter;      ///< What a filter by it finds, as a line of help in English.
  };

  std::string_view name;         ///< The name that users type before ':'.
  std::string_view name_zh;      ///< The same in Chinese.
  std::string_view prefix = {};  ///< The Xapian term prefix.
  int slot = -1;                 ///< The number of its values (columns.h); -1 for none.
  FieldKind kind;
  bool is_exact = false;    ///< Whether values are not folded, since two ids may differ in case
                            ///< alone. No facet is.
  bool is_named = false;    ///< Whether words of a query without `field:` may name a value of it.
  bool has_labels = false;  ///< Whether values have names in both languages (format/labels.h).
  /// The values of a paper; set for kValue and kName.
  std::vector<std::string> (*values)(const FieldSource&) = nullptr;
  std::optional<TextPart> part = {};  ///< The only part that is searched; nothing for all parts.
  std::optional<Facet> facet = {};    ///< Set if it is a facet.
  std::string_view example;           ///< An example query for the help.
};
using Facet = Field::Facet;

// Prefixes are upper case letters; texts are folded, so that no word begins with one.
inline constexpr std::array kFields = {
    Field{.name = "text", .name_zh = "正文", .kind = FieldKind::kText, .example = "强化学习"},
    Field{.name = "title",
          .name_zh = "标题",
          .prefix = "S",
          .kind = FieldKind::kText,
          .part = TextPart::kTitle,
          .example = "title:\"language model\""},
    Field{.name = "author",
          .name_zh = "作者",
          .prefix = "A",
          .slot = 6,
          .kind = FieldKind::kName,
          .values = [](const FieldSource& source) { return source.paper.authors; },
          .part = TextPart::kAuthors,
          .facet = Facet{4, "Author", "作者", "Only papers by this author."},
          .example = "author:\"Zhihong Shao\""},
    Field{.name = "id",
          .name_zh = "编号",
          .prefix = "Q",
          .slot = 0,
          .kind = FieldKind::kValue,
          .is_exact = true,
          .values = [](const FieldSource& source) { return OneValue(source.paper.id); },
          .example = "id:2501.12948"},
    Field{.name = "domain",
          .name_zh = "领域",
          .prefix = "XD",
          .slot = 1,
          .kind = FieldKind::kValue,
          .is_named = true,
          .has_labels = true,
          .values = [](const FieldSource& source) { return source.paper.domains; },
          .facet = Facet{1, "Domain", "领域",
                         "Only this domain; again for any of several; '!NAME' leaves one out."},
          .example = "domain:数学推理"},
    Field{
        .name = "lang",
        .name_zh = "语言",
        .prefix = "XL",
        .slot = 2,
        .kind = FieldKind::kValue,
        .values = [](const FieldSource& source) { return source.languages; },
        .facet = Facet{3, "Language", "语言",
                       "Only papers with a text in this language: zh, en; '!zh' leaves them out."},
        .example = "lang:zh"},
    Field{.name = "keyword",
          .name_zh = "关键词",
          .prefix = "XK",
          .slot = 7,
          .kind = FieldKind::kValue,
          .values = [](const FieldSource& source) { return KeywordsOf(source.paper); },
          .facet = Facet{5, "Keyword", "关键词", "Only papers with this keyword."},
          .example = "keyword:强化学习"},
    Field{.name = "tag",
          .name_zh = "标签",
          .prefix = "XG",
          .slot = 15,
          .kind = FieldKind::kValue,
          .values = [](const FieldSource& source) { return source.paper.tags; },
          .facet = Facet{7, "Tag", "标签", "Only papers with this tag."},
          .example = "tag:\"to read\""},
    Field{.name = "venue",
          .name_zh = "期刊",
          .prefix = "XV",
          .slot = 8,
          .kind = FieldKind::kValue,
          .is_named = true,
          .values = [](const FieldSource& source) { return OneValue(source.paper.venue); },
          .facet = Facet{6, "Venue", "期刊会议", "Only papers of this journal or conference."},
          .example = "venue:ICLR"},
    Field{.name = "date",
          .name_zh = "日期",
          .slot = 3,
          .kind = FieldKind::kDate,
          .facet = Facet{2, "Date", "日期", ""},
          .example = "date:2024-01..2024-06"},
    Field{.name = "added",
          .name_zh = "收录",
          .slot = 12,
          .kind = FieldKind::kRun,
          .example = "added:7d"},
    Field{.name = "changed",
          .name_zh = "更新",
          .slot = 13,
          .kind = FieldKind::kRun,
          .example = "changed:2026-11.."},
};

/// The field with this English or Chinese name; nullptr if there is none. The English one may be in
/// the plural, as records name what they have several of: tags, authors.
constexpr const Field* FindField(std::string_view name) {
  const std::string_view singular = name.substr(0, name.size() - (name.ends_with('s') ? 1 : 0));
  for (const Field& field : kFields)
    if (field.name == name || field.name == singular || field.name_zh == name) return &field;
  return nullptr;
}

/// The names of the fields that satisfy `is`, separated by commas.
template <typename Predicate>
std::string NamesOfFields(const Predicate& is) {
  std::string names;
  for (const Field& field : kFields)
    if (is(field)) names.append(names.empty() ? "" : ", ").append(field.name);
  return names;
}

/// Whether a field is searched by days: `date:2024`, `added:7d`.
constexpr bool HasDays(const Field& field) {
  return field.kind == FieldKind::kDate || field.kind == FieldKind::kRun;
}

/// The slot of a field, which must have one.
constexpr unsigned SlotOf(const Field& field) { return static_cast<unsigned>(field.slot); }

// The fields that code refers to.
inline constexpr const Field& kTextField = *FindField("text");    ///< All texts of a paper.
inline constexpr const Field& kTitleField = *FindField("title");  ///< Weighted by kTitleWeight.
inline constexpr const Field& kAuthorField = *FindField("author");
inline constexpr const Field& kIdField = *FindField("id");  ///< Every paper has one.
inline constexpr const Field& kLanguageField = *FindField("lang");
/// The source of completions.
inline constexpr const Field& kKeywordField = *FindField("keyword");
inline constexpr const Field& kDateField = *FindField("date");
inline constexpr const Field& kAddedField = *FindField("added");  ///< The run that had it first,
inline constexpr const Field& kChangedField = *FindField("changed");  ///< that changed it last.

/// The prefix of a paper's identifiers in their canonical forms (identifier.h), which kIdField
/// finds as well. They are no values of it, since two records may have the same.
inline constexpr std::string_view kIdentifierPrefix = "XI";

/// The prefix of the terms of authors who have a name in Chinese and one in letters: the author as
/// the record says, the Chinese name, and the other, all folded and each with a kValueSeparator
/// behind it.
inline constexpr std::string_view kTwoNamesPrefix = "XP";

// A slot is the number of the values that documents have of something. The date slot has the days
// as EncodeDays writes them, that of a kRun field the run as EncodeRun does. The slots below belong
// to no field.
inline constexpr unsigned kContentHashSlot = 5;  ///< The ContentHash of the record,
inline constexpr unsigned kSourceSlot = 14;      ///< and that of the file that has it.
/// The place of a document in the order of titles, then ids, from 1 on; untitled ones come last.
/// Until a segment is written, it is the sort key of the title (text::Collation).
inline constexpr unsigned kTitleOrderSlot = 9;
inline constexpr unsigned kForwardPositionsSlot = 10;  ///< The encoded ForwardPositions.
inline constexpr unsigned kRecordSlot = 11;            ///< The packed record.
inline constexpr unsigned kSlotEnd = 128;              ///< No slot is higher than this less one.

/// The separator of several values of a field in its slot.
inline constexpr char kValueSeparator = '\n';

/// Calls `visit(std::string_view)` for each of the values in `joined`.
template <typename Visit>
void ForEachValue(std::string_view joined, const Visit& visit) {
  while (!joined.empty()) {
    const std::size_t end = joined.find(kValueSeparator);
    visit(joined.substr(0, end));
    joined.remove_prefix(end == std::string_view::npos ? joined.size() : end + 1);
  }
}

/// The term frequency of a word in a title, where a word in a summary has 1. Chinese abstracts rank
/// best with 5 and with 3 hardly worse (nDCG@10 .558 and .556, cnki_lis topic queries); English
/// ones hardly change.
inline constexpr unsigned kTitleWeight = 5;

/// The kind of a term.
enum class TermKind {
  kSurface,  ///< A word or character, unstemmed.
  kStem,     ///< The stem of an English word.
  kBigram,   ///< Two adjacent characters.
};

/// The term of an unstemmed word or character in a field.
inline std::string SurfaceTerm(const Field& field, std::string_view text) {
  return std::string(field.prefix).append(text);
}

/// The term of an English stem in a field. No document has it; it stands for its forms:
/// stem_forms.h.
inline std::string StemTerm(const Field& field, std::string_view stem) {
  return std::string("Z").append(field.prefix).append(stem);
}

/// The term of two adjacent characters in a field.
inline std::string BigramTerm(const Field& field, std::string_view bigram) {
  return std::string("B").append(field.prefix).append(bigram);
}

/// The word that is indexed for the first letter of a name, for queries with initials. No word ends
/// with a dot, so it differs from a name "W".
inline std::string Initial(std::string_view letter) { return std::string(letter) + '.'; }

/// A decoded term. `text` is a view of the term.
struct ReadableTerm {
  TermKind kind;
  const Field* field;
  std::string_view text;
};
constexpr ReadableTerm ReadTerm(std::string_view term) {
  ReadableTerm read{TermKind::kSurface, &kTextField, term};
  if (term.starts_with('Z') || term.starts_with('B')) {
    read.kind = term.front() == 'Z' ? TermKind::kStem : TermKind::kBigram;
    read.text.remove_prefix(1);
  }
  for (const Field& field : kFields)
    if (!field.prefix.empty() && read.text.starts_with(field.prefix)) read.field = &field;
  if (read.text.starts_with(kIdentifierPrefix)) {
    read.field = &kIdField;
    read.text.remove_prefix(kIdentifierPrefix.size());
  } else {
    read.text.remove_prefix(read.field->prefix.size());
  }
  return read;
}

/// The inverse of ReadTerm.
inline std::string TermOf(const ReadableTerm& read) {
  switch (read.kind) {
    case TermKind::kStem:
      return StemTerm(*read.field, read.text);
    case TermKind::kBigram:
      return BigramTerm(*read.field, read.text);
    case TermKind::kSurface:
      break;
  }
  return SurfaceTerm(*read.field, read.text);
}

namespace internal {

constexpr bool RowsAreSound() {
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    for (std::size_t j = i + 1; j < kFields.size(); ++j) {
      if (kFields[i].name == kFields[j].name || kFields[i].name_zh == kFields[j].name_zh)
        return false;
      if (kFields[i].slot >= 0 && kFields[i].slot == kFields[j].slot) return false;
      if (!kFields[i].prefix.empty() && kFields[i].prefix == kFields[j].prefix) return false;
      if (kFields[i].facet && kFields[j].facet &&
          kFields[i].facet->place == kFields[j].facet->place)
        return false;
    }
    // Filters and columns fold what they compare.
    if (kFields[i].facet && (kFields[i].slot < 0 || kFields[i].is_exact)) return false;
    if (kFields[i].slot >= static_cast<int>(kSlotEnd)) return false;
    for (const unsigned slot :
         {kContentHashSlot, kSourceSlot, kTitleOrderSlot, kForwardPositionsSlot, kRecordSlot})
      if (kFields[i].slot == static_cast<int>(slot)) return false;
  }
  return true;
}
static_assert(
    RowsAreSound(),
    "two fields share a name, a prefix, a slot or a place, or a facet is exact or has no slot");

}  // namespace internal
}  // namespace dssearch::format
