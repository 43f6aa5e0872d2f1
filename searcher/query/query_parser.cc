#include "searcher/query/query_parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/query/citation.h"
#include "searcher/query/date_range.h"
#include "searcher/query/notes.h"
#include "searcher/query/query_lexer.h"
#include "searcher/text/code_points.h"
#include "searcher/text/normalizer.h"

namespace dssearch {
namespace {

using Kind = QueryAst::Kind;

bool IsFieldLike(std::string_view name) {
  return name.size() >= 2 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Whether a value may follow behind blanks: `title: rivers`, but "what was added: an index".
bool MayStandApart(const format::Field& field) {
  return field.kind != format::FieldKind::kValue && field.kind != format::FieldKind::kRun;
}

std::optional<QueryAst> Combine(Kind kind, std::vector<QueryAst> children) {
  if (children.empty()) return std::nullopt;
  if (children.size() == 1) return std::move(children.front());
  return QueryAst{.kind = kind, .children = std::move(children)};
}

// Whoever pastes several identifiers wants the papers of all of them.
std::vector<QueryAst> WithAlternativeIdentifiers(std::vector<QueryAst> clauses) {
  std::vector<QueryAst> identifiers;
  std::vector<QueryAst> all;
  for (QueryAst& clause : clauses)
    (clause.kind == Kind::kIdentifier ? identifiers : all).push_back(std::move(clause));
  if (std::optional<QueryAst> any = Combine(Kind::kOr, std::move(identifiers)))
    all.insert(all.begin(), *std::move(any));
  return all;
}

// A recursive descent parser without backtracking, which cannot fail.
class Parser {
 public:
  Parser(std::string_view text, int today)
      : text_(text::CutToBytes(text, kMaxQueryBytes)),
        citation_(WordsOfCitation(text_)),
        lexer_(citation_ ? *citation_ : text_),
        today_(today) {
    if (text_.size() < text.size()) Say({Note::Kind::kTooLong, {std::to_string(kMaxQueryBytes)}});
    if (citation_) Say({Note::Kind::kCitation});
  }

  ParsedQuery Parse() {
    std::optional<QueryAst> root = ParseOr(nullptr);
    // A text of punctuation only is a query too, which finds nothing.
    lexer_.Rewind();
    if (!root && untranslated_.empty() && !lexer_.AtEnd())
      root = QueryAst{.kind = Kind::kText, .text = citation_.value_or(std::string(text_))};
    return {std::move(root).value_or(QueryAst{}), std::move(notes_), std::move(untranslated_),
            citation_.has_value(), wants_all_};
  }

 private:
  // Parses a disjunction up to the end or, inside brackets, up to the closing one.
  std::optional<QueryAst> ParseOr(const format::Field* field) {
    std::vector<QueryAst> alternatives;
    do {
      if (std::optional<QueryAst> all = ParseAnd(field)) alternatives.push_back(*std::move(all));
    } while (lexer_.TakeOr());
    return Combine(Kind::kOr, std::move(alternatives));
  }

  std::optional<QueryAst> ParseAnd(const format::Field* field) {
    std::vector<QueryAst> clauses;
    while (!AtEndOfGroup() && !lexer_.AtOr())
      if (std::optional<QueryAst> clause = ParseClause(field))
        clauses.push_back(*std::move(clause));
    return Combine(Kind::kAnd, WithAlternativeIdentifiers(std::move(clauses)));
  }

  bool AtEndOfGroup() { return lexer_.AtEnd() || (depth_ > 0 && lexer_.AtClosingBracket()); }

  std::optional<QueryAst> ParseClause(const format::Field* field) {
    if (lexer_.TakeOperator("AND")) {
      // The AND of a title in capitals is a word of it, which is left out as it is elsewhere.
      wants_all_ = std::any_of(text_.begin(), text_.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
      });
      return std::nullopt;
    }
    const bool negated = lexer_.TakeMinus() || lexer_.TakeOperator("NOT");
    if (negated) lexer_.SkipBlanks();
    if (negated && ParseUntranslated()) return std::nullopt;
    std::optional<QueryAst> clause = ParsePrimary(field);
    if (!clause || !negated) return clause;
    QueryAst query{.kind = Kind::kNot};
    query.children.push_back(*std::move(clause));
    return query;
  }

  std::optional<QueryAst> ParsePrimary(const format::Field* field) {
    if (lexer_.AtEnd()) return std::nullopt;
    if (lexer_.TakeOpeningBracket()) return ParseGroup(field);
    if (lexer_.TakeClosingBracket()) return std::nullopt;  // It closes nothing.
    if (const std::optional<std::u32string_view> closers = lexer_.TakeOpeningQuote()) {
      if (const std::optional<std::string_view> quoted = lexer_.TakeQuoted(*closers))
        return Leaf(Kind::kPhrase, field, *quoted);
      Say({Note::Kind::kOpenQuote});
      return std::nullopt;
    }
    if (field == nullptr) {
      if (std::optional<QueryLexer::TypedIdentifier> found = lexer_.TakeIdentifier()) {
        std::optional<QueryAst> leaf = Leaf(Kind::kIdentifier, nullptr, found->typed);
        if (leaf) leaf->text = std::move(found->identifier.text);
        return leaf;
      }
      if (const format::Field* named = ParseField()) {
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
    lexer_.TakeClosingBracket();
    --depth_;
    return inner;
  }

  // Parses "title:" if something follows it, with blanks behind it too. Returns the field, or
  // nullptr.
  const format::Field* ParseField() {
    const std::optional<QueryLexer::Name> typed = lexer_.PeekName();
    if (!typed || typed->before_slash) return nullptr;
    const std::string name = text::Fold(typed->text);
    const format::Field* field = format::FindField(name);
    if (field == nullptr) {
      if (typed->followed && IsFieldLike(name)) Say({Note::Kind::kNoField, {name}});
      return nullptr;
    }
    // A sentence may go on behind "language: ", and no value be meant.
    if (!typed->followed && (!MayStandApart(*field) || typed->at_end)) {
      Say({Note::Kind::kEmptyField, {name}});
      return nullptr;
    }
    lexer_.Take(*typed);
    lexer_.SkipBlanks();
    return field;
  }

  // Parses "translate:TEXT", which follows a minus.
  bool ParseUntranslated() {
    const std::optional<QueryLexer::Name> typed = lexer_.PeekName();
    if (!typed) return false;
    const std::string name = text::Fold(typed->text);
    if (name != "translate" && name != "翻译") return false;
    lexer_.Take(*typed);
    std::optional<std::string_view> term;
    if (const std::optional<std::u32string_view> closers = lexer_.TakeOpeningQuote())
      term = lexer_.TakeQuoted(*closers);
    if (!term) term = lexer_.TakeWord({.at_bracket = depth_ > 0});
    if (term->empty()) {
      Say({Note::Kind::kEmptyField, {"-" + name}});
    } else {
      untranslated_.emplace_back(*term);
    }
    return true;
  }

  std::optional<QueryAst> ParseWord(const format::Field* field) {
    std::string_view word =
        lexer_.TakeWord({.at_bracket = depth_ > 0, .at_identifier = field == nullptr});
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
    query.begin = lexer_.OffsetOf(text);
    if (field == nullptr) return query;
    if (field->kind == format::FieldKind::kValue) {
      if (kind == Kind::kPrefix)
        Say({Note::Kind::kWholeValue, {std::string(field->name), query.text}});
      query.kind = Kind::kFilter;
    }
    if (HasDays(*field)) {
      query.kind = Kind::kFilter;
      const std::string date = text::Fold(text);
      if (auto recent = RecentDays(date, today_)) {
        // In UTC it may be tomorrow already, and no run is of the future.
        if (field->kind == format::FieldKind::kRun) recent->last = format::kLastDay;
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

  void Say(Note note) { AddOnce(std::move(note), notes_); }

  std::string_view text_;
  std::optional<std::string> citation_;
  QueryLexer lexer_;
  int today_;
  std::size_t depth_ = 0;
  std::size_t leaves_ = 0;
  bool too_many_ = false;
  bool wants_all_ = false;
  std::vector<Note> notes_;
  std::vector<std::string> untranslated_;
};

}  // namespace

ParsedQuery ParseQuery(std::string_view text, int today) { return Parser(text, today).Parse(); }

}  // namespace dssearch
