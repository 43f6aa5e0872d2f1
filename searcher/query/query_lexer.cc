#include "searcher/query/query_lexer.h"

#include <string>
#include <utility>

#include "searcher/text/code_points.h"
#include "searcher/text/line_breaks.h"

namespace dssearch {
namespace {

bool IsBlank(char32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000 || c == 0x7F; }
bool IsOpen(char32_t c) { return c == '(' || c == U'（'; }
bool IsClose(char32_t c) { return c == ')' || c == U'）'; }
bool IsColon(char32_t c) { return c == ':' || c == U'：'; }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

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

// A text up to its first blank with ASCII in place of full width signs: one byte for each.
std::string Narrowed(std::string_view text) {
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

std::optional<format::LeadingIdentifier> LeadingIdentifierOf(std::string_view text) {
  std::optional<format::LeadingIdentifier> found = format::TakeIdentifier(text);
  if (found || text.empty() || IsAscii(text.front())) return found;
  found = format::TakeIdentifier(Narrowed(text));
  if (!found) return found;
  std::size_t size = 0;
  for (std::size_t i = 0; i < found->size; ++i) text::Next(text, size);
  found->size = size;
  return found;
}

}  // namespace

char32_t QueryLexer::PeekAt(std::size_t i) const { return text::Next(text_, i); }

std::size_t QueryLexer::After(std::size_t i) const {
  text::Next(text_, i);
  return i;
}

void QueryLexer::SkipBlanks() {
  while (i_ < text_.size() && IsBlank(PeekAt(i_))) i_ = After(i_);
}

bool QueryLexer::AtEnd() {
  SkipBlanks();
  return i_ >= text_.size();
}

bool QueryLexer::AtClosingBracket() { return !AtEnd() && IsClose(PeekAt(i_)); }

bool QueryLexer::TakeOpeningBracket() {
  if (AtEnd() || !IsOpen(PeekAt(i_))) return false;
  i_ = After(i_);
  return true;
}

bool QueryLexer::TakeClosingBracket() {
  if (!AtClosingBracket()) return false;
  i_ = After(i_);
  return true;
}

bool QueryLexer::AtOperator(std::string_view word) const {
  if (text_.compare(i_, word.size(), word) != 0) return false;
  const std::size_t after = i_ + word.size();
  return after >= text_.size() || IsBlank(PeekAt(after)) || IsOpen(PeekAt(after));
}

bool QueryLexer::TakeOperator(std::string_view word) {
  if (!AtOperator(word)) return false;
  i_ += word.size();
  return true;
}

bool QueryLexer::AtOr() {
  SkipBlanks();
  return AtOperator("OR") || AtOperator("|");
}

bool QueryLexer::TakeOr() {
  SkipBlanks();
  return TakeOperator("OR") || TakeOperator("|");
}

bool QueryLexer::TakeMinus() {
  if (i_ >= text_.size()) return false;
  const std::size_t next = After(i_);
  const char32_t sign = PeekAt(i_);
  if ((sign != '-' && sign != U'－') || next >= text_.size() || text_[next] == '-' ||
      IsBlank(PeekAt(next)))
    return false;
  i_ = next;
  return true;
}

std::optional<std::u32string_view> QueryLexer::TakeOpeningQuote() {
  if (i_ >= text_.size()) return std::nullopt;
  const std::u32string_view closers = Closers(PeekAt(i_));
  if (closers.empty()) return std::nullopt;
  i_ = After(i_);
  return closers;
}

std::optional<std::string_view> QueryLexer::TakeQuoted(std::u32string_view closers) {
  for (std::size_t i = i_; i < text_.size(); i = After(i)) {
    if (closers.find(PeekAt(i)) == std::u32string_view::npos) continue;
    const std::string_view quoted = text_.substr(i_, i - i_);
    i_ = After(i);
    return quoted;
  }
  return std::nullopt;
}

std::optional<QueryLexer::Name> QueryLexer::PeekName() const {
  for (std::size_t i = i_; i < text_.size(); i = After(i)) {
    const char32_t c = PeekAt(i);
    if (IsBlank(c) || !Closers(c).empty() || IsOpen(c) || IsClose(c)) return std::nullopt;
    if (!IsColon(c)) continue;
    std::size_t next = After(i);
    Name name{.text = text_.substr(i_, i - i_)};
    name.followed = next < text_.size() && !IsBlank(PeekAt(next));
    name.before_slash = name.followed && text_[next] == '/';
    while (next < text_.size() && IsBlank(PeekAt(next))) next = After(next);
    name.at_end = next >= text_.size();
    return name;
  }
  return std::nullopt;
}

void QueryLexer::Take(const Name& name) { i_ = After(OffsetOf(name.text) + name.text.size()); }

std::optional<QueryLexer::TypedIdentifier> QueryLexer::TakeIdentifier() {
  std::optional<format::LeadingIdentifier> found = LeadingIdentifierOf(text_.substr(i_));
  if (!found) return std::nullopt;
  const std::string_view typed = text_.substr(i_, found->size);
  i_ += found->size;
  for (const std::string_view sign : {",", ";", "，", "、", "；"}) {
    if (!text_.substr(i_).starts_with(sign)) continue;
    if (LeadingIdentifierOf(text_.substr(i_ + sign.size()))) i_ += sign.size();
    break;
  }
  return TypedIdentifier{typed, std::move(found->identifier)};
}

bool QueryLexer::AtIdentifierAfter(char32_t before) const {
  constexpr char32_t kLastAscii = 0x7F;
  return before > kLastAscii && IsAscii(text_[i_]) && format::TakeIdentifier(text_.substr(i_));
}

std::string_view QueryLexer::TakeWord(WordEnd end) {
  const std::size_t begin = i_;
  std::size_t open = 0;
  char32_t before = 0;
  while (i_ < text_.size()) {
    if (end.at_identifier && AtIdentifierAfter(before)) break;
    const char32_t c = before = PeekAt(i_);
    if (const std::size_t size = text::LineBreakInsideWord(text_, i_)) {
      i_ += size;
      continue;
    }
    if (IsBlank(c) || (i_ > begin && !Closers(c).empty())) break;
    if (IsOpen(c)) ++open;  // f(x) is a word, not a group.
    if (IsClose(c)) {
      if (open == 0 && end.at_bracket) break;
      if (open > 0) --open;
    }
    i_ = After(i_);
  }
  return text_.substr(begin, i_ - begin);
}

}  // namespace dssearch
