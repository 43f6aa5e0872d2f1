#include "searcher/query/query_parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "searcher/format/identifier.h"
#include "searcher/format/schema.h"
#include "searcher/query/citation.h"
#include "searcher/query/date_range.h"
#include "searcher/query/glued_dates.h"
#include "searcher/text/code_points.h"
#include "searcher/text/line_breaks.h"
#include "searcher/text/normalizer.h"

namespace dssearch {
namespace {

using Kind = QueryAst::Kind;

bool IsBlank(char32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000 || c == 0x7F; }
bool IsOpen(char32_t c) { return c == '(' || c == U'（'; }
bool IsClose(char32_t c) { return c == ')' || c == U'）'; }
bool IsColon(char32_t c) { return c == ':' || c == U'：'; }

// The characters that close a quote opened by `c`; empty if `c` opens none.
std::u32string_view Closers(char32_t c) {
  switch (c) {
    case '"':
    case U'“':
    case U'”':
    case U'＂':
      return U"\"”“＂";
    case U'「':
      return U"」";
    case U'『':
      return U"』";
    default:
      return {};
  }
}

// A recursive descent parser without backtracking, which cannot fail.
class Parser {
 public:
  Parser(std::string_view text, int today, bool dates_are_text)
      : text_(text::CutToBytes(text, kMaxQueryBytes)),
        today_(today),
        dates_are_text_(dates_are_text) {
    if (text_.size() < text.size()) Say({Note::Kind::kTooLong, {std::to_string(kMaxQueryBytes)}});
    if ((citation_ = WordsOfCitation(text_))) {
      text_ = *citation_;
      dates_are_text_ = true;  // Those of its title; its year is an entity.
      Say({Note::Kind::kCitation});
    }
  }

  ParsedQuery Parse() {
    ParsedQuery parsed;
    std::optional<QueryAst> root = ParseOr(nullptr);
    // A text of punctuation only is a query too, which finds nothing.
    i_ = 0;
    if (!root && untranslated_.empty() && !AtEnd())
      root = QueryAst{.kind = Kind::kText, .text = std::string(text_)};
    parsed.root = std::move(root).value_or(QueryAst{});
    parsed.notes = std::move(notes_);
    parsed.untranslated = std::move(untranslated_);
    return parsed;
  }

 private:
  // Parses a disjunction up to the end or, inside brackets, up to the closing one.
  std::optional<QueryAst> ParseOr(const format::Field* field) {
    std::vector<QueryAst> alternatives;
    do {
      if (std::optional<QueryAst> all = ParseAnd(field)) alternatives.push_back(*std::move(all));
    } while (TakeOr());
    return Combine(Kind::kOr, std::move(alternatives));
  }

  std::optional<QueryAst> ParseAnd(const format::Field* field) {
    std::vector<QueryAst> clauses;
    while (!AtEndOfGroup() && !AtOr())
      if (std::optional<QueryAst> clause = ParseClause(field))
        clauses.push_back(*std::move(clause));
    if (!dates_are_text_) {
      CutDates(clauses);
      ReadDates(clauses);
    }
    return Combine(Kind::kAnd, WithAlternativeIdentifiers(std::move(clauses)));
  }

  // Whoever pastes several identifiers wants the papers of all of them.
  static std::vector<QueryAst> WithAlternativeIdentifiers(std::vector<QueryAst> clauses) {
    std::vector<QueryAst> identifiers;
    std::vector<QueryAst> all;
    for (QueryAst& clause : clauses)
      (clause.kind == Kind::kIdentifier ? identifiers : all).push_back(std::move(clause));
    if (std::optional<QueryAst> any = Combine(Kind::kOr, std::move(identifiers)))
      all.insert(all.begin(), *std::move(any));
    return all;
  }

  static std::optional<QueryAst> Combine(Kind kind, std::vector<QueryAst> children) {
    if (children.empty()) return std::nullopt;
    if (children.size() == 1) return std::move(children.front());
    QueryAst query;
    query.kind = kind;
    query.children = std::move(children);
    return query;
  }

  std::optional<QueryAst> ParseClause(const format::Field* field) {
    if (TakeWord("AND")) return std::nullopt;
    const bool negated = TakeMinus() || TakeWord("NOT");
    if (negated) SkipBlanks();
    if (negated && TakeUntranslated()) return std::nullopt;
    std::optional<QueryAst> clause = ParsePrimary(field);
    if (!clause || !negated) return clause;
    QueryAst query;
    query.kind = Kind::kNot;
    query.children.push_back(*std::move(clause));
    return query;
  }

  std::optional<QueryAst> ParsePrimary(const format::Field* field) {
    if (AtEnd()) return std::nullopt;
    std::size_t next = i_;
    const char32_t c = text::Next(text_, next);
    if (IsOpen(c)) {
      i_ = next;
      return ParseGroup(field);
    }
    if (IsClose(c)) {  // It closes nothing.
      i_ = next;
      return std::nullopt;
    }
    if (!Closers(c).empty()) {
      i_ = next;
      if (std::optional<std::string_view> quoted = TakeQuoted(Closers(c)))
        return Leaf(Kind::kPhrase, field, *quoted);
      Say({Note::Kind::kOpenQuote});
      return std::nullopt;
    }
    if (field == nullptr) {
      if (std::optional<QueryAst> identifier = TakeIdentifier()) return identifier;
      if (const format::Field* named = TakeField()) {
        const std::size_t notes = notes_.size();
        std::optional<QueryAst> clause = ParsePrimary(named);
        if (!clause && notes_.size() == notes)
          Say({Note::Kind::kEmptyField, {std::string(named->name)}});
        return clause;
      }
    }
    return ParseWord(field);
  }

  std::optional<QueryAst> ParseGroup(const format::Field* field) {
    if (depth_ == kMaxQueryDepth) {
      Say({Note::Kind::kTooDeep, {std::to_string(kMaxQueryDepth)}});
      return std::nullopt;
    }
    ++depth_;
    std::optional<QueryAst> inner = ParseOr(field);
    if (!AtEnd()) text::Next(text_, i_);
    --depth_;
    return inner;
  }

  // A text up to its first blank with ASCII in place of full width signs: one byte for each.
  static std::string Narrowed(std::string_view text) {
    constexpr char32_t kFirstWide = 0xFF01;
    constexpr char32_t kLastWide = 0xFF5E;
    std::string narrow;
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = text::Next(text, i);
      const bool wide = c >= kFirstWide && c <= kLastWide;
      if (!wide && (c <= ' ' || c >= 0x7F)) break;
      narrow += static_cast<char>(wide ? c - kFirstWide + '!' : c);
    }
    return narrow;
  }

  // The identifier at the beginning of a text, in full width digits as well: ２４０２．０３３００.
  static std::optional<format::LeadingIdentifier> LeadingIdentifierOf(std::string_view text) {
    std::optional<format::LeadingIdentifier> found = format::TakeIdentifier(text);
    if (found || text.empty() || static_cast<unsigned char>(text.front()) < 0x80) return found;
    found = format::TakeIdentifier(Narrowed(text));
    if (!found) return found;
    std::size_t size = 0;
    for (std::size_t i = 0; i < found->size; ++i) text::Next(text, size);
    found->size = size;
    return found;
  }

  std::optional<QueryAst> TakeIdentifier() {
    std::optional<format::LeadingIdentifier> found = LeadingIdentifierOf(text_.substr(i_));
    if (!found) return std::nullopt;
    std::optional<QueryAst> leaf = Leaf(Kind::kIdentifier, nullptr, text_.substr(i_, found->size));
    i_ += found->size;
    SkipSignBeforeIdentifier();
    if (leaf) leaf->text = std::move(found->identifier.text);
    return leaf;
  }

  void SkipSignBeforeIdentifier() {
    for (const std::string_view sign : {",", ";", "，", "、", "；"})
      if (text_.substr(i_).starts_with(sign) &&
          LeadingIdentifierOf(text_.substr(i_ + sign.size()))) {
        i_ += sign.size();
        return;
      }
  }

  // Whether an identifier begins here inside a word, behind a Chinese character.
  bool AtIdentifierAfter(char32_t before) const {
    constexpr char32_t kLastAscii = 0x7F;
    return before > kLastAscii && static_cast<unsigned char>(text_[i_]) <= kLastAscii &&
           format::TakeIdentifier(text_.substr(i_));
  }

  // Consumes the text up to the next blank, quote or bracket that ends a group, and without a field
  // up to an identifier.
  std::string_view TakeWordText(const format::Field* field) {
    const std::size_t begin = i_;
    std::size_t open = 0;
    char32_t before = 0;
    while (i_ < text_.size()) {
      if (field == nullptr && AtIdentifierAfter(before)) break;
      std::size_t next = i_;
      const char32_t c = text::Next(text_, next);
      before = c;
      if (const std::size_t size = text::LineBreakInsideWord(text_, i_)) {
        i_ += size;
        continue;
      }
      if (IsBlank(c) || (i_ > begin && !Closers(c).empty())) break;
      if (IsOpen(c)) ++open;  // f(x) is a word, not a group.
      if (IsClose(c)) {
        if (open == 0 && depth_ > 0) break;
        if (open > 0) --open;
      }
      i_ = next;
    }
    return text_.substr(begin, i_ - begin);
  }

  std::optional<QueryAst> ParseWord(const format::Field* field) {
    std::string_view word = TakeWordText(field);
    if (word.size() > 1 && word.back() == '*') {
      word.remove_suffix(1);
      // One letter is the prefix of a tenth of all words; one Han character is a word.
      if (word.size() >= 2) return Leaf(Kind::kPrefix, field, word);
      Say({Note::Kind::kShortBeginning, {std::string(word)}});
    }
    if (word.empty()) return std::nullopt;
    return Leaf(Kind::kText, field, word);
  }

  std::optional<QueryAst> Leaf(Kind kind, const format::Field* field, std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return std::nullopt;
    if (leaves_ == kMaxQueryLeaves) {
      if (!std::exchange(too_many_, true))
        Say({Note::Kind::kTooManyWords, {std::to_string(kMaxQueryLeaves)}});
      return std::nullopt;
    }
    ++leaves_;
    QueryAst query;
    query.kind = kind;
    query.field = field;
    query.text = text;
    query.begin = static_cast<std::size_t>(text.data() - text_.data());
    if (field == nullptr) return query;
    if (field->kind == format::FieldKind::kValue) {
      if (kind == Kind::kPrefix)
        Say({Note::Kind::kWholeValue, {std::string(field->name), query.text}});
      query.kind = Kind::kFilter;
    }
    if (field->kind == format::FieldKind::kDate) {
      query.kind = Kind::kFilter;
      const std::string date = text::Fold(text);
      if (const auto recent = RecentDays(date, today_)) {
        query.text = FormatDateRange(*recent);
        Say({Note::Kind::kDates, {std::string(text), query.text}});
      } else if (ParseDateRange(date, today_)) {
        query.text = date;
      } else {
        Say({Note::Kind::kNoDate, {std::string(text)}});
        query.kind = Kind::kText;
        query.field = nullptr;
      }
    }
    return query;
  }

  // Cuts words before and behind the dates that stand in them without a blank.
  void CutDates(std::vector<QueryAst>& clauses) {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      if (clauses[i].kind != Kind::kText || clauses[i].field != nullptr) continue;
      const QueryAst whole = clauses[i];
      const std::vector<std::string_view> parts = PartsAroundDates(whole.text, today_);
      if (parts.size() - 1 > kMaxQueryLeaves - leaves_) return;
      leaves_ += parts.size() - 1;
      for (const std::string_view part : parts) {
        QueryAst& clause = part.data() == parts.front().data()
                               ? clauses[i]
                               : *clauses.insert(clauses.begin() + static_cast<std::ptrdiff_t>(++i),
                                                 QueryAst{.kind = Kind::kText});
        clause.text = part;
        clause.begin = whole.begin + static_cast<std::size_t>(part.data() - whole.text.data());
      }
    }
  }

  // Replaces words that only limit the dates by that limit: 近三年, since 2024.
  void ReadDates(std::vector<QueryAst>& clauses) {
    constexpr std::size_t kMostWords = 4;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      std::string words;
      std::optional<format::DayRange> days;
      std::size_t end = i;
      for (std::size_t j = i; j < std::min(clauses.size(), i + kMostWords); ++j) {
        if (clauses[j].kind != Kind::kText || clauses[j].field != nullptr) break;
        words += (j == i ? "" : " ") + text::Fold(clauses[j].text);
        std::string_view plain = words;
        while (plain.ends_with(',') || plain.ends_with(';') || plain.ends_with('.'))
          plain.remove_suffix(1);
        if (const auto longer = DateWords(plain, today_)) {
          days = longer;
          end = j + 1;
        }
      }
      if (!days || HasYearBeyond(*days, clauses, i, end)) continue;
      std::string typed = clauses[i].text;
      for (std::size_t j = i + 1; j < end; ++j) typed += ' ' + clauses[j].text;
      QueryAst& filter = clauses[i];
      filter.kind = Kind::kFilter;
      filter.field = &format::kDateField;
      filter.text = FormatDateRange(*days);
      Say({Note::Kind::kWordIsDates, {typed, filter.text}});
      const auto begin = clauses.begin() + static_cast<std::ptrdiff_t>(i) + 1;
      clauses.erase(begin, clauses.begin() + static_cast<std::ptrdiff_t>(end));
    }
  }

  // Whether a year beside the clauses [first, end) is out of their range: 近十四年 研究概述 2009
  // is a title.
  static bool HasYearBeyond(format::DayRange days, const std::vector<QueryAst>& clauses,
                            std::size_t first, std::size_t end) {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const QueryAst& clause = clauses[i];
      if ((i >= first && i < end) || clause.kind != Kind::kText || clause.field != nullptr ||
          !IsYear(clause.text))
        continue;
      if (!format::Overlap(days, *format::ParseDate(clause.text))) return true;
    }
    return false;
  }

  // Consumes "title:" if something follows it, with blanks behind it too. Returns the field, or
  // nullptr.
  const format::Field* TakeField() {
    std::size_t i = i_;
    while (i < text_.size()) {
      const std::size_t colon = i;
      const char32_t c = text::Next(text_, i);
      if (IsBlank(c) || !Closers(c).empty() || IsOpen(c) || IsClose(c)) return nullptr;
      if (!IsColon(c)) continue;
      const std::string_view typed = text_.substr(i_, colon - i_);
      bool followed = i < text_.size() && !IsBlank(PeekAt(i));
      if (followed && text_[i] == '/') return nullptr;
      const std::string name = text::Fold(typed);
      const format::Field* field = format::FindField(name);
      // A sentence may go on behind "language: ", and no value be meant.
      if (!followed && field != nullptr && field->kind != format::FieldKind::kValue) {
        while (i < text_.size() && IsBlank(PeekAt(i))) text::Next(text_, i);
        followed = i < text_.size();
      }
      if (!followed) {
        if (field != nullptr) Say({Note::Kind::kEmptyField, {name}});
        return nullptr;
      }
      if (field != nullptr) {
        i_ = i;
        return field;
      }
      if (IsFieldLike(name)) Say({Note::Kind::kNoField, {name}});
      return nullptr;
    }
    return nullptr;
  }

  // Consumes "translate:TEXT", which follows a minus.
  bool TakeUntranslated() {
    std::size_t i = i_;
    while (i < text_.size() && !IsColon(PeekAt(i)) && !IsBlank(PeekAt(i))) text::Next(text_, i);
    if (i >= text_.size() || !IsColon(PeekAt(i))) return false;
    const std::string name = text::Fold(text_.substr(i_, i - i_));
    if (name != "translate" && name != "翻译") return false;
    i_ = i;
    text::Next(text_, i_);
    const std::u32string_view closers = i_ < text_.size() ? Closers(PeekAt(i_)) : U"";
    if (!closers.empty()) text::Next(text_, i_);
    std::optional<std::string_view> term;
    if (!closers.empty()) term = TakeQuoted(closers);
    if (!term) term = TakeWordText(&format::kTextField);
    if (term->empty()) {
      Say({Note::Kind::kEmptyField, {"-" + name}});
    } else {
      untranslated_.emplace_back(*term);
    }
    return true;
  }

  static bool IsFieldLike(std::string_view name) {
    return name.size() >= 2 &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  std::optional<std::string_view> TakeQuoted(std::u32string_view closers) {
    for (std::size_t i = i_; i < text_.size();) {
      const std::size_t begin = i;
      if (closers.find(text::Next(text_, i)) == std::u32string_view::npos) continue;
      const std::string_view quoted = text_.substr(i_, begin - i_);
      i_ = i;
      return quoted;
    }
    return std::nullopt;
  }

  // Whether an operator word is here: in upper case, followed by a blank or the end.
  bool AtWord(std::string_view word) {
    if (text_.compare(i_, word.size(), word) != 0) return false;
    const std::size_t after = i_ + word.size();
    return after >= text_.size() || IsBlank(PeekAt(after)) || IsOpen(PeekAt(after));
  }

  bool TakeWord(std::string_view word) {
    if (!AtWord(word)) return false;
    i_ += word.size();
    return true;
  }

  bool AtOr() {
    SkipBlanks();
    return AtWord("OR") || AtWord("|");
  }

  bool TakeOr() {
    if (!AtOr()) return false;
    i_ += text_[i_] == '|' ? 1 : 2;
    return true;
  }

  // Consumes the minus of -word, but not a dash between blanks and not that of --option.
  bool TakeMinus() {
    std::size_t next = i_;
    const char32_t sign = text::Next(text_, next);
    if ((sign != '-' && sign != U'－') || next >= text_.size() || text_[next] == '-' ||
        IsBlank(PeekAt(next)))
      return false;
    i_ = next;
    return true;
  }

  char32_t PeekAt(std::size_t i) const { return text::Next(text_, i); }

  void SkipBlanks() {
    while (i_ < text_.size()) {
      std::size_t next = i_;
      if (!IsBlank(text::Next(text_, next))) return;
      i_ = next;
    }
  }

  bool AtEnd() {
    SkipBlanks();
    return i_ >= text_.size();
  }

  bool AtEndOfGroup() { return AtEnd() || (depth_ > 0 && IsClose(PeekAt(i_))); }

  void Say(Note note) {
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end())
      notes_.push_back(std::move(note));
  }

  std::string_view text_;
  std::optional<std::string> citation_;
  int today_;
  bool dates_are_text_;
  std::size_t i_ = 0;
  std::size_t depth_ = 0;
  std::size_t leaves_ = 0;
  bool too_many_ = false;
  std::vector<Note> notes_;
  std::vector<std::string> untranslated_;
};

}  // namespace

ParsedQuery ParseQuery(std::string_view text, int today, bool dates_are_text) {
  return Parser(text, today, dates_are_text).Parse();
}

}  // namespace dssearch
