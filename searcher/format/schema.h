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

/// Bump whenever an index written by older code would answer differently: a
/// prefix, a slot, a weight, the stored record. (What text is cut into has an
/// id of its own: text::Analyzer::Id.)
inline constexpr int kFormatVersion = 4;

enum class FieldKind {
  kText,   ///< Analyzed; words and phrases of it are found.
  kName,   ///< Names of people: analyzed, found by `field:`, never ranks. A whole name is a value.
  kValue,  ///< Found as a whole, for filters and facets.
  kDate,   ///< An interval of days, in two slots.
};

/// A part of a paper, as phrases are looked for in it.
enum class TextPart : std::uint8_t { kTitle, kBody, kAuthors };

/// What the values of a paper's fields are read from.
struct FieldSource {
  const Paper& paper;
  std::vector<std::string> languages;  ///< "zh", "en" or both.
};

/// The values of a field that has one or, where it is empty, none.
inline std::vector<std::string> OneValue(const std::string& value) {
  return value.empty() ? std::vector<std::string>() : std::vector<std::string>{value};
}

/// The keywords of a paper in both languages.
inline std::vector<std::string> KeywordsOf(const Paper& paper) {
  std::vector<std::string> keywords = paper.keywords_zh;
  keywords.insert(keywords.end(), paper.keywords_en.begin(), paper.keywords_en.end());
  return keywords;
}

/// One row per thing that a user can search, filter by or count. A row is all that a field takes:
/// indexing, queries, filters, facets, the help of the tools and the page read this table.
struct Field {
  /// What a field is counted as; its slot holds its values.
  struct Facet {
    unsigned place;               ///< In lists of facets: 1 comes first. No two are the same.
    std::string_view heading;     ///< Above its values, in English
    std::string_view heading_zh;  ///< and in Chinese.
    std::string_view filter;      ///< What a filter of it finds, a line in English.
  };

  std::string_view name;         ///< What the user types before ':'.
  std::string_view name_zh;      ///< The same in Chinese.
  std::string_view prefix = {};  ///< Xapian term prefix.
  int slot = -1;                 ///< Xapian value slot, -1 for none.
  FieldKind kind;
  bool is_exact = false;    ///< Its values are not folded: two ids may differ in case alone.
  bool has_labels = false;  ///< Its values have names in both languages (format/labels.h).
  /// What a paper has of it; only of kValue and kName.
  std::vector<std::string> (*values)(const FieldSource&) = nullptr;
  std::optional<TextPart> part = {};  ///< Where alone its words stand; none: anywhere.
  std::optional<Facet> facet = {};    ///< How it is counted, and filtered by.
  std::string_view example;           ///< Shown in the help and in README.md.
};
using Facet = Field::Facet;

// Prefixes are upper case letters; text is folded, so no word begins with one.
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
    Field{.name = "venue",
          .name_zh = "期刊",
          .prefix = "XV",
          .slot = 8,
          .kind = FieldKind::kValue,
          .values = [](const FieldSource& source) { return OneValue(source.paper.venue); },
          .facet = Facet{6, "Venue", "期刊会议", "Only papers of this journal or conference."},
          .example = "venue:ICLR"},
    Field{.name = "date",
          .name_zh = "日期",
          .slot = 3,
          .kind = FieldKind::kDate,
          .facet = Facet{2, "Date", "日期", ""},
          .example = "date:2024-01..2024-06"},
};

/// The row of a field by its English or Chinese name; nullptr if there is none.
constexpr const Field* FindField(std::string_view name) {
  for (const Field& field : kFields)
    if (field.name == name || field.name_zh == name) return &field;
  return nullptr;
}

/// The names of the fields that `is` is true of, with commas between them.
template <typename Predicate>
std::string NamesOfFields(const Predicate& is) {
  std::string names;
  for (const Field& field : kFields)
    if (is(field)) names.append(names.empty() ? "" : ", ").append(field.name);
  return names;
}

/// The slot of a field that has one, as Xapian's functions take it.
constexpr unsigned SlotOf(const Field& field) { return static_cast<unsigned>(field.slot); }

// The rows that have a part of their own to play.
inline constexpr const Field& kTextField = *FindField("text");    ///< Any word of a paper.
inline constexpr const Field& kTitleField = *FindField("title");  ///< Counts more.
inline constexpr const Field& kAuthorField = *FindField("author");
inline constexpr const Field& kIdField = *FindField("id");  ///< Every paper has one.
inline constexpr const Field& kLanguageField = *FindField("lang");
inline constexpr const Field& kKeywordField = *FindField("keyword");  ///< Completes what is typed.
inline constexpr const Field& kDateField = *FindField("date");

// Slots besides those of the fields. The date slot holds the first day of the
// interval, kLastDaySlot the last, both as YYYYMMDD; undated papers have none.
inline constexpr unsigned kLastDaySlot = 4;
inline constexpr unsigned kContentHashSlot = 5;        ///< SourcedHash; tells unchanged papers.
inline constexpr unsigned kTitleKeySlot = 9;           ///< Bytes that compare as titles do.
inline constexpr unsigned kForwardPositionsSlot = 10;  ///< forward_positions.h
/// The packed record. Not the document's data, which Xapian would try to pack
/// once more at every merge, in vain: that took a fifth of the time.
inline constexpr unsigned kRecordSlot = 11;

/// Values of a field with several of them are joined by this in their slot.
inline constexpr char kValueSeparator = '\n';

/// Calls `visit(std::string_view)` with each of the values.
template <typename Visit>
void ForEachValue(std::string_view joined, const Visit& visit) {
  while (!joined.empty()) {
    const std::size_t end = joined.find(kValueSeparator);
    visit(joined.substr(0, end));
    joined.remove_prefix(end == std::string_view::npos ? joined.size() : end + 1);
  }
}

/// A title's words count this many times a summary's. Chinese abstracts rank
/// best with 5 and with 3 hardly worse (nDCG@10 .558 and .556, cnki_lis topic
/// queries); English ones hardly care.
inline constexpr unsigned kTitleWeight = 5;

/// What of a text a term stands for.
enum class TermKind {
  kSurface,  ///< A word or character as it stands.
  kStem,     ///< The stem of an English word.
  kBigram,   ///< Two neighbouring characters.
};

/// The term of a word or character as it stands, in a field.
inline std::string SurfaceTerm(const Field& field, std::string_view text) {
  return std::string(field.prefix).append(text);
}

/// The term of an English word's stem. It is in no document: stem_forms.h.
inline std::string StemTerm(const Field& field, std::string_view stem) {
  return std::string("Z").append(field.prefix).append(stem);
}

/// The term of two neighbouring characters.
inline std::string BigramTerm(const Field& field, std::string_view bigram) {
  return std::string("B").append(field.prefix).append(bigram);
}

/// The word for the letter that a name begins with, for names that are asked for
/// by initials. No word ends with a dot, so it is told from a name "W".
inline std::string Initial(std::string_view letter) { return std::string(letter) + '.'; }

/// A term taken apart again. `text` is good as long as the term.
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
  read.text.remove_prefix(read.field->prefix.size());
  return read;
}

/// The term that reads so.
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

constexpr bool RowsAreDistinct() {
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
    if (kFields[i].facet && kFields[i].slot < 0) return false;
    if (kFields[i].slot == static_cast<int>(kLastDaySlot)) return false;
    if (kFields[i].slot == static_cast<int>(kContentHashSlot)) return false;
    if (kFields[i].slot == static_cast<int>(kTitleKeySlot)) return false;
    if (kFields[i].slot == static_cast<int>(kForwardPositionsSlot)) return false;
    if (kFields[i].slot == static_cast<int>(kRecordSlot)) return false;
  }
  return true;
}
static_assert(RowsAreDistinct(), "two fields share a name, a prefix or a slot");

}  // namespace internal
}  // namespace dssearch::format
