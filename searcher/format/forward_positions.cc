#include "searcher/format/forward_positions.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "searcher/format/bit_packing.h"
#include "searcher/format/little_endian.h"

namespace dssearch::format {
namespace {

constexpr unsigned kSeeds = 256;

// The most bits for which collisions are detected, with two bytes for each fingerprint: 32 MB.
constexpr unsigned kMostTriedBits = 24;

constexpr unsigned kLeastBits = 8;
constexpr unsigned kMostBits = 32;

// The fewest bits to try: with a tenth as many fingerprints as words squared, a seed has no
// collision with a probability of exp(-5), so that one of 256 seeds has none in 82 % of cases.
unsigned FirstBits(std::size_t words) {
  const unsigned bits = static_cast<unsigned>(std::bit_width(words * words / 10));
  return std::max({bits, static_cast<unsigned>(std::bit_width(words)), kLeastBits});
}

// The distinct words, by a hash table with open addressing: their hashes serve as such.
std::vector<std::uint64_t> Distinct(const std::vector<std::uint64_t>& words) {
  std::vector<std::uint64_t> distinct;
  std::vector<std::uint64_t> table(std::bit_ceil(2 * words.size() + 1));
  for (const std::uint64_t word : words) {
    std::size_t i = word;
    const auto at = [&]() -> std::uint64_t& { return table[i & (table.size() - 1)]; };
    while (at() != 0 && at() != word) ++i;
    if (at() == word) continue;
    at() = word;
    distinct.push_back(word);
  }
  return distinct;
}

}  // namespace

std::uint64_t WordHash(std::string_view word) { return XXH3_64bits(word.data(), word.size()); }

void ForwardPositionsBuilder::BeginText(TextPart part) {
  if (part == part_ && begun_) Shift(ForwardPositions::kNextText);
  for (; part_ < part; part_ = static_cast<TextPart>(static_cast<std::uint8_t>(part_) + 1))
    Shift(ForwardPositions::kNextPart);
  begun_ = true;
  next_ = 0;
}

void ForwardPositionsBuilder::Add(std::string_view word, std::uint32_t position) {
  if (position < next_) {
    Shift(ForwardPositions::kBeside);
    --next_;
  }
  for (; next_ < position; ++next_) Shift(ForwardPositions::kFree);
  ++next_;
  placed_.push_back(WordHash(word));
  words_.push_back(placed_.back());
}

void ForwardPositionsBuilder::AddElsewhere(std::string_view word) {
  words_.push_back(WordHash(word));
}

void ForwardPositionsBuilder::Shift(unsigned kind) {
  AppendVarint(static_cast<std::uint32_t>((placed_.size() - shifted_) << 2 | kind), shifts_);
  shifted_ = placed_.size();
}

std::string ForwardPositionsBuilder::Encode() const {
  const std::vector<std::uint64_t> words = Distinct(words_);
  unsigned bits = FirstBits(words.size());
  unsigned seed = 0;
  std::vector<std::uint16_t> taken;  // The last seed with which a word had a fingerprint, plus one.
  const auto differ = [&] {
    return std::all_of(words.begin(), words.end(), [&](std::uint64_t word) {
      std::uint16_t& last = taken[ForwardPositions::Fingerprint(word, seed, bits)];
      return std::exchange(last, static_cast<std::uint16_t>(seed + 1)) != seed + 1;
    });
  };
  for (; bits <= kMostTriedBits; ++bits) {
    taken.assign(std::size_t{1} << bits, 0);
    for (seed = 0; seed < kSeeds && !differ(); ++seed) {
    }
    if (seed < kSeeds) break;
    seed = 0;
  }
  if (bits > kMostTriedBits) bits = kMostBits;

  std::string encoded;
  encoded += static_cast<char>(bits);
  encoded += static_cast<char>(seed);
  AppendVarint(static_cast<std::uint32_t>(shifts_.size()), encoded);
  encoded += shifts_;
  std::vector<std::uint32_t> high;
  AppendVarint(static_cast<std::uint32_t>(placed_.size()), encoded);
  for (const std::uint64_t word : placed_) {
    const std::uint32_t fingerprint = ForwardPositions::Fingerprint(word, seed, bits);
    encoded += static_cast<char>(fingerprint & 0xFF);
    high.push_back(fingerprint >> ForwardPositions::kLowBits);
  }
  AppendPacked(high, bits - ForwardPositions::kLowBits, encoded);
  return encoded;
}

ForwardPositions::ForwardPositions(std::string_view encoded) {
  if (encoded.size() < 2) return;
  const unsigned bits = static_cast<unsigned char>(encoded[0]);
  if (bits < kLeastBits || bits > kMostBits) return;
  seed_ = static_cast<unsigned char>(encoded[1]);
  encoded.remove_prefix(2);
  const std::size_t shift_bytes = TakeVarint(encoded);
  if (shift_bytes > encoded.size()) return;
  std::string_view rest = encoded.substr(shift_bytes);
  const std::size_t words = TakeVarint(rest);
  if (words > rest.size() || PackedBytes(words, bits - kLowBits) > rest.size() - words) return;
  bits_ = bits;
  shifts_ = encoded.substr(0, shift_bytes);
  low_ = rest.substr(0, words);
  high_ = rest.substr(words);
}

std::uint32_t ForwardPositions::FingerprintOf(std::uint64_t word_hash) const {
  return Fingerprint(word_hash, seed_, bits_);
}

// Multiplicative hashing, of which the high bits are best.
std::uint32_t ForwardPositions::Fingerprint(std::uint64_t word, unsigned seed, unsigned bits) {
  return static_cast<std::uint32_t>(word * (seed * 0x9E3779B97F4A7C16U + 1) >> (64 - bits));
}

}  // namespace dssearch::format
