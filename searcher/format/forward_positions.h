#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/schema.h"

namespace dssearch::format {

/// The hash that identifies a word.
std::uint64_t WordHash(std::string_view word);

/// Encodes the positions of the words of a paper document by document ("forward") instead of term
/// by term, for ForwardPositions to decode.
///
/// Each position has a fingerprint of its word, a hash of few bits. The hashes are seeded so that
/// no two words of the paper have the same one, which makes them as exact as the words: about 11
/// bits for an abstract, an eighth of Xapian's position lists, and decoded at once for all words.
/// (Beyond 13,000 different words they have 32 bits and may collide.)
class ForwardPositionsBuilder {
 public:
  /// Begins the next text. The parts must come in the order of TextPart.
  void BeginText(TextPart part);

  /// Adds a word of the text, at the position of the previous word or at the next.
  void Add(std::string_view word, std::uint32_t position);

  /// Adds a word of the paper without a position, so that no word with a position has its
  /// fingerprint.
  void AddElsewhere(std::string_view word);

  /// The encoded positions: the bits of a fingerprint, the seed, then the fingerprints and control
  /// codes packed from the lowest bit on.
  std::string Encode() const;

 private:
  struct Place {
    std::uint32_t control;  ///< A control code of ForwardPositions; 0 for a word.
    std::uint64_t word;     ///< The hash of the word, if `control` is 0.
  };

  std::vector<Place> places_;
  std::vector<std::uint64_t> words_;  ///< All words of the paper, with duplicates.
  TextPart part_ = TextPart::kAuthors;
  std::uint32_t next_ = 0;  ///< The next position that needs no control code.
  bool begun_ = false;      ///< Whether the part has a text.
};

/// A decoder for the positions of the words of a paper. Any bytes can be decoded. It refers to the
/// encoded bytes, which must outlive it.
class ForwardPositions {
 public:
  explicit ForwardPositions(std::string_view encoded);

  /// The fingerprint of a word that the paper has. A word that it lacks may have the fingerprint of
  /// another word.
  std::uint32_t FingerprintOf(std::uint64_t word_hash) const;

  /// Calls `visit(TextPart, std::uint32_t position, std::uint32_t fingerprint)` for each word, in
  /// the order of positions, up to the part `last`. Positions continue from text to text, kTextGap
  /// apart.
  template <typename Visit>
  void ForEach(const Visit& visit, TextPart last = kLastPart) const {
    auto part = TextPart::kAuthors;
    std::uint32_t next = 0;
    const std::size_t codes = codes_.empty() ? 0 : codes_.size() * 8 / bits_;
    for (std::size_t i = 0; i < codes; ++i) {
      const std::uint32_t code = CodeAt(i * bits_);
      if (code >= kControlCodes) [[likely]] {
        visit(part, next++, code);
        continue;
      }
      switch (code) {
        case kFree:
          ++next;
          break;
        case kBeside:
          next -= next > 0 ? 1 : 0;
          break;
        case kNextPart:
          if (part == last) return;
          if (part < kLastPart) part = static_cast<TextPart>(static_cast<std::uint8_t>(part) + 1);
          [[fallthrough]];
        case kNextText:
          next += kTextGap;
          break;
        default:
          break;
      }
    }
  }

  /// The gap in positions between two texts, which no phrase spans.
  static constexpr std::uint32_t kTextGap = 1000;

 private:
  friend class ForwardPositionsBuilder;

  // The control codes, which no fingerprint equals.
  static constexpr std::uint32_t kFree = 0;    ///< A position without a word.
  static constexpr std::uint32_t kBeside = 1;  ///< The next word has the position of the last one.
  static constexpr std::uint32_t kNextText = 2;  ///< The next text of the same part begins.
  static constexpr std::uint32_t kNextPart = 3;
  static constexpr std::uint32_t kControlCodes = 4;

  // The code that begins at a bit.
  std::uint32_t CodeAt(std::size_t bit) const {
    const std::size_t byte = bit / 8;
    std::uint64_t read = 0;  // A code has at most 32 bits, so that eight bytes hold all of it.
    if (byte + sizeof read <= codes_.size() && std::endian::native == std::endian::little) {
      std::memcpy(&read, codes_.data() + byte, sizeof read);
    } else {
      for (std::size_t i = 0; i < sizeof read && byte + i < codes_.size(); ++i)
        read |= std::uint64_t{static_cast<unsigned char>(codes_[byte + i])} << (8 * i);
    }
    return static_cast<std::uint32_t>(read >> (bit % 8) & ((std::uint64_t{1} << bits_) - 1));
  }

  static std::uint32_t Fingerprint(std::uint64_t word, unsigned seed, unsigned bits);

  std::string_view codes_;
  unsigned bits_ = 0;
  unsigned seed_ = 0;
};

}  // namespace dssearch::format
