#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dssearch::text {

inline constexpr char32_t kReplacement = 0xFFFD;

/// Reads the code point that begins at `text[i]` and moves `i` past it. Bytes
/// that are not UTF-8 read as U+FFFD, as many at a time as Unicode recommends,
/// so that any text can be walked and every step lands on a boundary.
/// Requires i < text.size().
char32_t Next(std::string_view text, std::size_t& i);

/// Appends `c` to `out` as UTF-8.
void Append(std::string& out, char32_t c);

/// Whether `text` is UTF-8 throughout.
bool IsValid(std::string_view text);

/// The bytes of the first code point. Requires a text.
inline std::size_t FirstSize(std::string_view text) {
  std::size_t size = 0;
  Next(text, size);
  return size;
}

/// The longest prefix of `text` of at most `bytes` bytes that does not cut a
/// code point.
std::string_view CutToBytes(std::string_view text, std::size_t bytes);

/// What the scripts of papers mean for cutting text into words.
enum class Script : std::uint8_t {
  kNone,      ///< Blanks, punctuation, symbols, controls: between words.
  kDigit,     ///< Decimal digits; they stand with letters: GSM8K.
  kLatin,     ///< Latin letters.
  kOther,     ///< Letters of other scripts that put blanks between words.
  kUnspaced,  ///< Han, kana, Thai, ...: scripts that write words without blanks.
};

/// The class of one (folded) code point.
Script ScriptOf(char32_t c);

inline bool IsUnspaced(char32_t c) { return ScriptOf(c) == Script::kUnspaced; }

/// Whether any of a text is in such a script.
bool HasUnspaced(std::string_view text);

/// Whether a text has characters, and every one of them is in such a script: 张三, but not
/// 张三2 and not "张 三".
bool IsAllUnspaced(std::string_view text);

/// Whether a text begins in such a script.
inline bool StartsUnspaced(std::string_view text) {
  std::size_t i = 0;
  return !text.empty() && IsUnspaced(Next(text, i));
}

}  // namespace dssearch::text
