#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace dssearch::format {

// What is written in ASCII whatever the locale: identifiers, names of fields, tags, months. Text of
// papers is folded by text::Normalizer.

constexpr bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || IsAsciiUpper(c); }
constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

/// Whether a byte is a blank or a control.
constexpr bool IsAsciiBlank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }

constexpr char LowerAscii(char c) { return IsAsciiUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// A text with its ASCII letters in lower case; what else is in it stays.
inline std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = LowerAscii(c);
  return lower;
}

/// The number of characters at the beginning of a text that satisfy `is`.
template <typename Predicate>
std::size_t CountLeading(std::string_view text, const Predicate& is) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is) - text.begin());
}

inline bool AllDigits(std::string_view text) {
  return CountLeading(text, IsAsciiDigit) == text.size();
}

// Comparisons with a text in lower case, without regard to the case of ASCII letters.

inline bool StartsWith(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char a, char b) { return a == LowerAscii(b); });
}

inline bool EndsWith(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && StartsWith(text.substr(text.size() - lower.size()), lower);
}

inline bool Contains(std::string_view text, std::string_view lower) {
  for (; text.size() >= lower.size(); text.remove_prefix(1))
    if (StartsWith(text, lower)) return true;
  return false;
}

/// Takes `lower` off the beginning of a text. Returns whether it stood there.
inline bool TakePrefix(std::string_view& text, std::string_view lower) {
  if (!StartsWith(text, lower)) return false;
  text.remove_prefix(lower.size());
  return true;
}

/// Takes `lower` off the end of a text. Returns whether it stood there.
inline bool TakeSuffix(std::string_view& text, std::string_view lower) {
  if (!EndsWith(text, lower)) return false;
  text.remove_suffix(lower.size());
  return true;
}

}  // namespace dssearch::format
