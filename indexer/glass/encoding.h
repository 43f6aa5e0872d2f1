#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dssearch::indexer::glass {

// How numbers and texts stand in a table of Xapian's backend "glass".

/// Appends a number, seven bits a byte, the lowest first; the highest bit of a byte says that
/// another one follows.
template <std::unsigned_integral Number>
void AppendNumber(Number number, std::string& bytes) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>((number & 0x7F) | 0x80);
  bytes += static_cast<char>(number);
}

/// The inverse of AppendNumber for bytes that it wrote. Moves `at` behind the number.
inline std::uint64_t TakeNumber(const char*& at) {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return number;
  }
}

/// Appends a text with its size before it.
inline void AppendText(std::string_view text, std::string& bytes) {
  AppendNumber(text.size(), bytes);
  bytes += text;
}

/// The inverse of AppendText for bytes that it wrote. Moves `at` behind the text, of which the
/// result is a view.
inline std::string_view TakeText(const char*& at) {
  const auto size = static_cast<std::size_t>(TakeNumber(at));
  const std::string_view text(at, size);
  at += size;
  return text;
}

/// Appends a number so that the bytes of numbers have their order: the high bits of the first byte
/// say how many bytes follow, at least one.
inline void AppendOrdered(std::uint32_t number, std::string& bytes) {
  unsigned more = 1;
  unsigned marks = 0;
  if (number >= 0x8000) {
    more = (static_cast<unsigned>(std::bit_width(number)) + 5) / 7 - 1;
    marks = 0xFFU << (9 - more) & 0xFF;
  }
  bytes += static_cast<char>(marks | static_cast<unsigned>(std::uint64_t{number} >> 8 * more));
  while (more-- > 0) bytes += static_cast<char>(number >> 8 * more);
}

/// Appends a text so that the bytes of texts have their order, whatever bytes but FF follow after a
/// zero byte: FF follows each zero byte of the text.
inline void AppendOrdered(std::string_view text, std::string& bytes) {
  for (std::size_t zero = text.find('\0'); zero != std::string_view::npos; zero = text.find('\0')) {
    bytes.append(text.substr(0, zero + 1)) += '\xFF';
    text.remove_prefix(zero + 1);
  }
  bytes += text;
}

}  // namespace dssearch::indexer::glass
