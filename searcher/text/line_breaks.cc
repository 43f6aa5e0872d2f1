#include "searcher/text/line_breaks.h"

#include <algorithm>
#include <array>

#include "searcher/text/code_points.h"
#include "searcher/text/stop_words.h"

namespace dssearch::text {
namespace {

bool IsSmall(char c) { return c >= 'a' && c <= 'z'; }

bool IsWordLetter(char32_t c) {
  const Script script = ScriptOf(c);
  return script != Script::kNone && script != Script::kUnspaced;
}

bool IsConjunction(std::string_view word) {
  constexpr std::array<std::string_view, 9> kConjunctions = {"and", "or", "nor",  "to",    "vs",
                                                             "und", "et", "oder", "versus"};
  return std::find(kConjunctions.begin(), kConjunctions.end(), word) != kConjunctions.end();
}

// The size of the blanks at `i` that have at most one line break among them.
std::size_t BlanksSize(std::string_view text, std::size_t i, bool& has_break) {
  std::size_t end = i;
  for (; end < text.size(); ++end) {
    if (text[end] == '\n') {
      if (has_break) return 0;
      has_break = true;
    } else if (text[end] != ' ' && text[end] != '\t' && text[end] != '\r') {
      break;
    }
  }
  return end - i;
}

// The word of small letters at `i`.
std::string_view WordAt(std::string_view text, std::size_t i) {
  std::size_t end = i;
  while (end < text.size() && IsSmall(text[end])) ++end;
  return text.substr(i, end - i);
}

// The code point before `i`, which is no combining mark here; 0 at the beginning.
char32_t Before(std::string_view text, std::size_t i) {
  if (i == 0) return 0;
  std::size_t begin = i - 1;
  while (begin > 0 && i - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
    --begin;
  return Next(text, begin);
}

}  // namespace

std::size_t LineBreakInsideWord(std::string_view text, std::size_t i) {
  if (i == 0 || i >= text.size() || static_cast<unsigned char>(text[i]) > ' ') return 0;
  bool has_break = false;
  const std::size_t size = BlanksSize(text, i, has_break);
  const std::size_t after = i + size;
  if (size == 0 || after >= text.size()) return 0;

  const char32_t before = Before(text, i);
  if (has_break && IsUnspaced(before)) return StartsUnspaced(text.substr(after)) ? size : 0;

  constexpr std::array<std::string_view, 3> kHyphens = {"-", "\u2010", "\u2011"};
  const auto hyphen = std::find_if(kHyphens.begin(), kHyphens.end(), [&](std::string_view sign) {
    return text.substr(0, i).ends_with(sign);
  });
  if (hyphen == kHyphens.end() || i == hyphen->size()) return 0;
  if (!IsWordLetter(Before(text, i - hyphen->size()))) return 0;
  if (!has_break && (size > 1 || !IsSmall(text[after]))) return 0;
  std::size_t next = after;
  if (!IsWordLetter(Next(text, next))) return 0;
  // A word that a hyphen follows is a part of a longer one: state-of-\nthe-art.
  const std::string_view word = WordAt(text, after);
  const bool is_part = after + word.size() < text.size() && text[after + word.size()] == '-';
  if (!is_part && (IsConjunction(word) || (!has_break && IsStopWord(word)))) return 0;
  return size;
}

}  // namespace dssearch::text
