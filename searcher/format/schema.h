#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

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

/// One row per thing that a user can search, filter by or count.
struct Field {
  std::string_view name;     ///< What the user types before ':'.
  std::string_view name_zh;  ///< The same in Chinese.
  std::string_view prefix;   ///< Xapian term prefix.
  int slot;                  ///< Xapian value slot, -1 for none.
  FieldKind kind;
  bool facet;                ///< Can be counted; the slot holds its values.
  std::string_view example;  ///< Shown in the help and in README.md.
};

// Prefixes are upper case letters; text is folded, so no word begins with one.
inline constexpr std::array kFields = {
    Field{"text", "正文", "", -1, FieldKind::kText, false, "强化学习"},
    Field{"title", "标题", "S", -1, FieldKind::kText, false, "title:\"language model\""},
    Field{"author", "作者", "A", 6, FieldKind::kName, true, "author:\"Zhihong Shao\""},
    Field{"id", "编号", "Q", 0, FieldKind::kValue, false, "id:2501.12948"},
    Field{"domain", "领域", "XD", 1, FieldKind::kValue, true, "domain:数学推理"},
    Field{"lang", "语言", "XL", 2, FieldKind::kValue, true, "lang:zh"},
    Field{"keyword", "关键词", "XK", 7, FieldKind::kValue, true, "keyword:强化学习"},
    Field{"venue", "期刊", "XV", 8, FieldKind::kValue, true, "venue:ICLR"},
    Field{"date", "日期", "", 3, FieldKind::kDate, true, "date:2024-01..2024-06"},
};

/// The row of a field by its English or Chinese name; nullptr if there is none.
constexpr const Field* FindField(std::string_view name) {
  for (const Field& field : kFields)
    if (field.name == name || field.name_zh == name) return &field;
  return nullptr;
}

/// The slot of a field that has one, as Xapian's functions take it.
constexpr unsigned SlotOf(const Field& field) { return static_cast<unsigned>(field.slot); }

/// The row of a field that must exist; anything else does not compile.
consteval const Field& FieldNamed(std::string_view name) { return *FindField(name); }

// Slots besides those of the fields. The date slot holds the first day of the
// interval, kLastDaySlot the last, both as YYYYMMDD; undated papers have none.
inline constexpr unsigned kLastDaySlot = 4;
inline constexpr unsigned kContentHashSlot = 5;  ///< SourcedHash; tells unchanged papers.
inline constexpr unsigned kTitleKeySlot = 9;     ///< Bytes that compare as titles do.
inline constexpr unsigned kWordOrderSlot = 10;   ///< Where the words stand: word_order.h.
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
  ReadableTerm read{TermKind::kSurface, &FieldNamed("text"), term};
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
    }
    if (kFields[i].facet && kFields[i].slot < 0) return false;
    if (kFields[i].slot == static_cast<int>(kLastDaySlot)) return false;
    if (kFields[i].slot == static_cast<int>(kContentHashSlot)) return false;
    if (kFields[i].slot == static_cast<int>(kTitleKeySlot)) return false;
    if (kFields[i].slot == static_cast<int>(kWordOrderSlot)) return false;
    if (kFields[i].slot == static_cast<int>(kRecordSlot)) return false;
  }
  return true;
}
static_assert(RowsAreDistinct(), "two fields share a name, a prefix or a slot");

}  // namespace internal
}  // namespace dssearch::format
