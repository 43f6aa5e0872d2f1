#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "searcher/format/little_endian.h"

namespace dssearch::format {

// Numbers in the bits that the largest of them needs, one after the other from the lowest bit of
// the first byte on. 38 million numbers in the posting lists of 100,000 abstracts take 24 MB so.
// StreamVByte, which has at least a byte and a quarter for a number, would take 48, and to unpack
// is a twentieth of a search.

/// How many bits a number needs; 0 for 0.
constexpr unsigned BitsOf(std::uint32_t number) {
  return static_cast<unsigned>(std::bit_width(number));
}

/// How many bytes `count` numbers of `bits` bits take.
constexpr std::size_t PackedBytes(std::size_t count, unsigned bits) {
  return (count * bits + 7) / 8;
}

/// So many bytes behind packed numbers are read with them, and must be there.
inline constexpr std::size_t kPackedMargin = 64;

/// Appends numbers, each below 2^`bits`, in PackedBytes(). `bits` is at most 32.
void AppendPacked(std::span<const std::uint32_t> numbers, unsigned bits, std::string& bytes);

/// Unpacks `count` numbers, or some more up to a multiple of 8, for which there must be room.
void Unpack(const unsigned char* packed, std::size_t count, unsigned bits, std::uint32_t* numbers);

/// How many bits are set. Where the processor need not have an instruction for it (x86-64 before
/// version 2, for which Debian builds), std::popcount calls a function of the compiler's library,
/// which took 5 % of a search.
constexpr std::size_t CountBits(std::uint64_t word) {
  word -= word >> 1 & 0x5555'5555'5555'5555;
  word = (word & 0x3333'3333'3333'3333) + (word >> 2 & 0x3333'3333'3333'3333);
  word = (word + (word >> 4)) & 0x0f0f'0f0f'0f0f'0f0f;
  return word * 0x0101'0101'0101'0101 >> 56;
}

/// The same of many words, by the processor's instruction where it has one.
std::uint64_t CountBits(std::span<const std::uint64_t> words);

/// The number at index `i`.
inline std::uint32_t PackedAt(const unsigned char* packed, std::size_t i, unsigned bits) {
  const std::size_t bit = i * bits;
  return static_cast<std::uint32_t>(LoadInt<std::uint64_t>(packed + bit / 8) >> bit % 8 &
                                    ((std::uint64_t{1} << bits) - 1));
}

}  // namespace dssearch::format
