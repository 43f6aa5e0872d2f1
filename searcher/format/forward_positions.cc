#include "searcher/format/forward_positions.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace dssearch::format {
namespace {

constexpr unsigned kSeeds = 256;

// The unused bits of the last byte must be too few for a code.
constexpr unsigned kLeastBits = 8;

// The most bits for which collisions are detected, with two bytes for each fingerprint: 32 MB.
constexpr unsigned kMostTriedBits = 24;

constexpr unsigned kMostBits = 32;

// The fewest bits to try: with a tenth as many fingerprints as words squared, a seed has no
// collision with a probability of exp(-5), so that one of 256 seeds has none in 82 % of cases.
unsigned FirstBits(std::size_t words) {
  const unsigned bits = static_cast<unsigned>(std::bit_width(words * words / 10));
  return std::max({bits, static_cast<unsigned>(std::bit_width(words + 4)), kLeastBits});
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
  if (part == part_ && begun_) places_.push_back({ForwardPositions::kNextText, 0});
  for (; part_ < part; part_ = static_cast<TextPart>(static_cast<std::uint8_t>(part_) + 1))
    places_.push_back({ForwardPositions::kNextPart, 0});
  begun_ = true;
  next_ = 0;
}

void ForwardPositionsBuilder::Add(std::string_view word, std::uint32_t position) {
  if (position < next_) {
    places_.push_back({ForwardPositions::kBeside, 0});
    --next_;
  }
  for (; next_ < position; ++next_) places_.push_back({ForwardPositions::kFree, 0});
  ++next_;
  const std::uint64_t hash = WordHash(word);
  places_.push_back({0, hash});
  words_.push_back(hash);
}

void ForwardPositionsBuilder::AddElsewhere(std::string_view word) {
  words_.push_back(WordHash(word));
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
  encoded.reserve(2 + (places_.size() * bits + 7) / 8);
  encoded += static_cast<char>(bits);
  encoded += static_cast<char>(seed);
  std::uint64_t waiting = 0;
  unsigned waiting_bits = 0;
  for (const Place& place : places_) {
    const std::uint64_t code =
        place.word == 0 ? place.control : ForwardPositions::Fingerprint(place.word, seed, bits);
    waiting |= code << waiting_bits;
    for (waiting_bits += bits; waiting_bits >= 8; waiting_bits -= 8, waiting >>= 8)
      encoded += static_cast<char>(waiting & 0xFF);
  }
  if (waiting_bits > 0) encoded += static_cast<char>(waiting & 0xFF);
  return encoded;
}

ForwardPositions::ForwardPositions(std::string_view encoded) {
  if (encoded.size() < 2) return;
  bits_ = static_cast<unsigned char>(encoded[0]);
  seed_ = static_cast<unsigned char>(encoded[1]);
  if (bits_ < kLeastBits || bits_ > kMostBits) return;
  codes_ = encoded.substr(2);
}

std::uint32_t ForwardPositions::FingerprintOf(std::uint64_t word_hash) const {
  return Fingerprint(word_hash, seed_, std::clamp(bits_, kLeastBits, kMostBits));
}

// Multiplicative hashing, whose high bits are scaled to the codes that are no control codes.
std::uint32_t ForwardPositions::Fingerprint(std::uint64_t word, unsigned seed, unsigned bits) {
  const std::uint64_t mixed = (word * (seed * 0x9E3779B97F4A7C16U + 1)) >> 32;
  const std::uint64_t fingerprints = (std::uint64_t{1} << bits) - kControlCodes;
  return static_cast<std::uint32_t>(kControlCodes + (mixed * fingerprints >> 32));
}

}  // namespace dssearch::format
