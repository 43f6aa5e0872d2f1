#include "searcher/present/unbreakables.h"

#include <array>

#include "dssearch/display_width.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

bool IsWide(std::string_view text, std::size_t i) { return text::IsUnspaced(text::Next(text, i)); }

// The end of the unbreakable part that begins at `i`. `words` are the Chinese words of several
// characters from there on, in order.
std::size_t UnbreakableEnd(std::string_view text, std::size_t i, std::span<const Span> words) {
  // A longer formula would take the room of a whole snippet.
  constexpr std::size_t kMaxFormulaBytes = 200;
  if (text[i] == '$') {
    const std::size_t close = text.find('$', i + 1);
    if (close != std::string_view::npos && close - i <= kMaxFormulaBytes) return close + 1;
  }
  const bool wide = IsWide(text, i);
  const std::size_t begin = i;
  text::Next(text, i);
  if (wide) {  // A word includes the punctuation behind it, which must not begin a line.
    if (!words.empty() && words.front().begin == begin) i = words.front().end;
    while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80) {
      std::size_t next = i;
      const char32_t c = text::Next(text, next);
      if (text::ScriptOf(c) != text::Script::kNone) break;
      if (std::u32string_view(U"，。、；：！？）》」』”’").find(c) == std::u32string_view::npos)
        break;
      i = next;
    }
    return i;
  }
  while (i < text.size() && text[i] != ' ' && text[i] != '\n' && text[i] != '$' && !IsWide(text, i))
    text::Next(text, i);
  return i;
}

}  // namespace

std::vector<Unbreakable> UnbreakablesOf(std::string_view text, std::span<const Span> words) {
  std::vector<Unbreakable> unbreakables;
  bool starts_sentence = true;
  for (std::size_t i = 0; i < text.size();) {
    while (!words.empty() && words.front().begin < i) words = words.subspan(1);
    if (text[i] == ' ' || text[i] == '\n') {
      if (text[i] == '\n') starts_sentence = true;
      unbreakables.push_back({i, i + 1, 1, false});
      ++i;
    } else {
      const std::size_t end = UnbreakableEnd(text, i, words);
      unbreakables.push_back({i, end, DisplayWidth(text.substr(i, end - i)), starts_sentence});
      starts_sentence = EndsSentence(text, i, end);
      i = end;
    }
  }
  return unbreakables;
}

bool EndsSentence(std::string_view text, std::size_t begin, std::size_t end) {
  static constexpr std::array<std::string_view, 5> kStops = {"。", "！", "？", "；", "\n"};
  const std::string_view part = text.substr(begin, end - begin);
  for (const std::string_view stop : kStops)
    if (part.ends_with(stop)) return true;
  const bool blank_follows = end >= text.size() || text[end] == ' ' || text[end] == '\n';
  return blank_follows && (part.ends_with('.') || part.ends_with('!') || part.ends_with('?'));
}

}  // namespace dssearch
