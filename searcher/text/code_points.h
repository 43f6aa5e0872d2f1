#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dssearch::text {

inline constexpr char32_t kReplacement = 0xFFFD;

namespace internal {
char32_t NextBeyondAscii(std::string_view text, std::size_t& i);
}  // namespace internal

/// Reads the code point at `text[i]` and advances `i` past it. Bytes that are not UTF-8 read as
/// U+FFFD, as many at a time as Unicode recommends, so that any bytes can be walked. Requires i <
/// text.size().
inline char32_t Next(std::string_view text, std::size_t& i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte >= 0x80) return internal::NextBeyondAscii(text, i);
  ++i;
  return byte;
}

/// Appends `c` to `out` as UTF-8.
void Append(std::string& out, char32_t c);

/// Whether all of `text` is valid UTF-8.
bool IsValid(std::string_view text);

/// The size of the first code point in bytes. Requires a non-empty text.
inline std::size_t FirstSize(std::string_view text) {
  std::size_t size = 0;
  Next(text, size);
  return size;
}

/// Whether a text is a single code point, as an initial of a name is. Requires a non-empty text.
inline bool IsSingle(std::string_view text) { return FirstSize(text) == text.size(); }

/// The longest prefix of `text` of at most `bytes` bytes that ends at a code point boundary.
std::string_view CutToBytes(std::string_view text, std::size_t bytes);

/// A class of scripts, as far as it matters for tokenization.
enum class Script : std::uint8_t {
  kNone,      ///< Blanks, punctuation, symbols, controls: these separate words.
  kDigit,     ///< Decimal digits; they join letters: GSM8K.
  kLatin,     ///< Latin letters.
  kOther,     ///< Letters of other scripts with blanks between words.
  kUnspaced,  ///< Han, kana, Thai, ...: scripts without blanks between words.
};

/// The class of a folded code point.
Script ScriptOf(char32_t c);

/// Whether a class is of letters with blanks between words, or of digits.
inline bool IsAlphanumeric(Script script) {
  return script == Script::kLatin || script == Script::kDigit || script == Script::kOther;
}

inline bool IsUnspaced(char32_t c) { return ScriptOf(c) == Script::kUnspaced; }

/// Whether any code point of a text is kUnspaced.
bool HasUnspaced(std::string_view text);

/// Whether a text has code points, and every one of them is kUnspaced: those of 张三 are, but not
/// those of 张三2 or "张 三".
bool IsAllUnspaced(std::string_view text);

/// Whether the first code point of a text is kUnspaced; false for an empty text.
inline bool StartsUnspaced(std::string_view text) {
  std::size_t i = 0;
  return !text.empty() && IsUnspaced(Next(text, i));
}

}  // namespace dssearch::text
