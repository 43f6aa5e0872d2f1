#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

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

}  // namespace dssearch::format
