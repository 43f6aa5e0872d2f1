#include "searcher/format/forward_positions.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>

namespace dssearch::format {
namespace {

constexpr unsigned kSeeds = 256;

// The unused bits of the last byte must be too few for a code.
constexpr unsigned kLeastBits = 8;

// The most bits for which collisions are detected, with a bit for each fingerprint: 2 MB.
constexpr unsigned kMostTriedBits = 24;

constexpr unsigned kMostBits = 32;

// The fewest bits to try: with a tenth as many fingerprints as words squared, a seed has no
// collision with a probability of exp(-5), so that one of 256 seeds has none in 82 % of cases.
unsigned FirstBits(std::size_t words) {
  const unsigned bits = static_cast<unsigned>(std::bit_width(words * words / 10));
  return std::max({bits, static_cast<unsigned>(std::bit_width(words + 4)), kLeastBits});
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
  std::vector<std::uint64_t> words = words_;
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());

  unsigned bits = FirstBits(words.size());
  unsigned seed = 0;
  std::vector<bool> taken;
  const auto differ = [&] {
    taken.assign(std::size_t{1} << bits, false);
    return std::all_of(words.begin(), words.end(), [&](std::uint64_t word) {
      const std::uint32_t fingerprint = ForwardPositions::Fingerprint(word, seed, bits);
      if (taken[fingerprint]) return false;
      taken[fingerprint] = true;
      return true;
    });
  };
  while (bits <= kMostTriedBits && !differ()) {
    if (++seed < kSeeds) continue;
    seed = 0;
    ++bits;
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
