#include "searcher/format/bit_packing.h"

#include <array>
#include <utility>

namespace dssearch::format {
namespace {

constexpr unsigned kMostBits = 32;
constexpr std::size_t kGroup = 8;  // Eight numbers take a whole number of bytes.

// With the width known, the compiler knows the byte and the bit of each number.
template <unsigned kBits>
void UnpackWidth(const unsigned char* packed, std::size_t count, std::uint32_t* numbers) {
  constexpr std::uint64_t kMask = (std::uint64_t{1} << kBits) - 1;
  for (std::size_t done = 0; done < count; done += kGroup, packed += kBits, numbers += kGroup)
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      ((numbers[i] = static_cast<std::uint32_t>(
            LoadInt<std::uint64_t>(packed + i * kBits / 8) >> i * kBits % 8 & kMask)),
       ...);
    }
  (std::make_index_sequence<kGroup>());
}

#ifdef __x86_64__
__attribute__((target("popcnt"))) std::uint64_t CountByInstruction(
    std::span<const std::uint64_t> words) {
  std::uint64_t count = 0;
  for (const std::uint64_t word : words) count += static_cast<unsigned>(std::popcount(word));
  return count;
}
#endif

using Unpacker = void (*)(const unsigned char*, std::size_t, std::uint32_t*);

template <unsigned... kBits>
constexpr std::array<Unpacker, sizeof...(kBits)> MakeUnpackers(
    std::integer_sequence<unsigned, kBits...>) {
  return {&UnpackWidth<kBits>...};
}

constexpr auto kUnpackers = MakeUnpackers(std::make_integer_sequence<unsigned, kMostBits + 1>());

}  // namespace

void AppendPacked(std::span<const std::uint32_t> numbers, unsigned bits, std::string& bytes) {
  std::uint64_t waiting = 0;
  unsigned waiting_bits = 0;
  for (const std::uint32_t number : numbers) {
    waiting |= std::uint64_t{number} << waiting_bits;
    for (waiting_bits += bits; waiting_bits >= 8; waiting_bits -= 8, waiting >>= 8)
      bytes += static_cast<char>(waiting & 0xFF);
  }
  if (waiting_bits > 0) bytes += static_cast<char>(waiting & 0xFF);
}

void Unpack(const unsigned char* packed, std::size_t count, unsigned bits, std::uint32_t* numbers) {
  kUnpackers[bits](packed, count, numbers);
}

std::uint64_t CountBits(std::span<const std::uint64_t> words) {
#ifdef __x86_64__
  static const bool has_instruction = __builtin_cpu_supports("popcnt") != 0;
  if (has_instruction) return CountByInstruction(words);
#endif
  std::uint64_t count = 0;
  for (const std::uint64_t word : words) count += CountBits(word);
  return count;
}

}  // namespace dssearch::format
