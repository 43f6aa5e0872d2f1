#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace dssearch::format {

// Integers in the files of an index: the lowest byte first.

/// Appends the lowest `width` bytes of a number.
inline void AppendInt(std::uint64_t number, std::size_t width, std::string& bytes) {
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(number >> 8 * i);
}

/// Reads `width` bytes, at most eight.
inline std::uint64_t LoadInt(const void* at, std::size_t width) {
  const auto* const bytes = static_cast<const unsigned char*>(at);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < width; ++i) number |= std::uint64_t{bytes[i]} << 8 * i;
  return number;
}

/// The same of an integer of a known size, for where it must be fast.
template <typename Int>
Int LoadInt(const void* at) {
  if constexpr (std::endian::native == std::endian::big)
    return static_cast<Int>(LoadInt(at, sizeof(Int)));
  Int number;
  std::memcpy(&number, at, sizeof number);
  return number;
}

/// Appends a number in one to five bytes of seven bits, each with a high bit that says whether more
/// come.
inline void AppendVarint(std::uint32_t number, std::string& bytes) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>((number & 0x7F) | 0x80);
  bytes += static_cast<char>(number);
}

/// Reads such a number and removes it from the front; 0 if there is none.
inline std::uint32_t TakeVarint(std::string_view& bytes) {
  std::uint32_t number = 0;
  for (unsigned shift = 0; shift < 32 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= std::uint32_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  return number;
}

}  // namespace dssearch::format
