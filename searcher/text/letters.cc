#include "searcher/text/letters.h"

#include <array>
#include <cstddef>

#include "searcher/text/code_points.h"

namespace dssearch::text {
namespace {

// For each character of ASCII itself in lower case if it is a letter or a digit, else 0.
constexpr std::array<char, 128> kLetters = [] {
  std::array<char, 128> letters{};
  for (char c = '0'; c <= '9'; ++c) letters[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c)
    letters[static_cast<std::size_t>(c)] = letters[static_cast<std::size_t>(c - 'a' + 'A')] = c;
  return letters;
}();

}  // namespace

std::string LettersOf(std::string_view text) {
  std::string letters(text.size(), '\0');
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (const auto byte = static_cast<unsigned char>(text[i]); byte < kLetters.size()) {
      letters[size] = kLetters[byte];
      size += letters[size] != '\0';
      ++i;
      continue;
    }
    const std::size_t begin = i;
    const char32_t c = Next(text, i);
    if (c == kReplacement || ScriptOf(c) == Script::kNone) continue;
    size += text.copy(letters.data() + size, i - begin, begin);
  }
  letters.resize(size);
  return letters;
}

}  // namespace dssearch::text
