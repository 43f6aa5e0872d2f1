#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/little_endian.h"
#include "searcher/format/schema.h"

namespace dssearch::format {

/// The hash that identifies a word.
std::uint64_t WordHash(std::string_view word);

/// Encodes the positions of the words of a paper document by document ("forward") instead of term
/// by term, for ForwardPositions to decode.
///
/// Each position has a fingerprint of its word, a hash of few bits. The hashes are seeded so that
/// no two words of the paper have the same one, which makes them as exact as the words: about 11
/// bits for an abstract, an eighth of Xapian's position lists, and one look for all words. (Beyond
/// 13,000 different words they have 32 bits and may collide.)
class ForwardPositionsBuilder {
 public:
  /// Begins the next text. The parts must come in the order of TextPart.
  void BeginText(TextPart part);

  /// Adds a word of the text, at the position of the previous word or at the next.
  void Add(std::string_view word, std::uint32_t position);

  /// Adds a word of the paper without a position, so that no word with a position has its
  /// fingerprint.
  void AddElsewhere(std::string_view word);

  /// The encoded positions: the bits of a fingerprint, the seed; the size of the shifts, the
  /// shifts; the number of words, the low byte of the fingerprint of each, and their other bits,
  /// packed.
  std::string Encode() const;

 private:
  void Shift(unsigned kind);

  std::vector<std::uint64_t> placed_;  ///< The hashes of the words with a position, in order.
  std::vector<std::uint64_t> words_;   ///< Those of all words of the paper, with duplicates.
  std::string shifts_;
  std::size_t shifted_ = 0;  ///< The words before the last shift.
  TextPart part_ = TextPart::kAuthors;
  std::uint32_t next_ = 0;  ///< The next position that needs no shift.
  bool begun_ = false;      ///< Whether the part has a text.
};

/// A decoder for the positions of the words of a paper. Any bytes can be decoded. It refers to the
/// encoded bytes, which must outlive it.
///
/// A document is looked through for a word by the low bytes of fingerprints, which lie together so
/// that memchr() finds them, many at a time; the other bits are read only where these are equal.
class ForwardPositions {
 public:
  explicit ForwardPositions(std::string_view encoded);

  /// The fingerprint of a word that the paper has. A word that it lacks may have the fingerprint of
  /// another word.
  std::uint32_t FingerprintOf(std::uint64_t word_hash) const;

  /// Calls `visit(TextPart, std::uint32_t position)` for each occurrence of the word with a
  /// fingerprint, in the order of positions, up to the part `last`. Positions continue from text to
  /// text, kTextGap apart.
  template <typename Visit>
  void ForEachOf(std::uint32_t fingerprint, const Visit& visit, TextPart last = kLastPart) const {
    Place place(shifts_);
    for (std::size_t word = Find(fingerprint, 0); word < low_.size();
         word = Find(fingerprint, word + 1)) {
      place.MoveTo(word);
      if (place.part > last) return;
      visit(place.part, place.shift + static_cast<std::uint32_t>(word));
    }
  }

  /// The gap in positions between two texts, which no phrase spans.
  static constexpr std::uint32_t kTextGap = 1000;

 private:
  friend class ForwardPositionsBuilder;

  // A shift is where positions do not go up by one from a word to the next. It is a number of
  // words since the last shift, and one of these in the two lowest bits.
  enum ShiftKind : unsigned {
    kFree,    // A position without a word.
    kBeside,  // The next word has the position of the last one.
    kNextText,
    kNextPart,
  };

  // Where a word stands. A word is a number that counts them from 0.
  struct Place {
    explicit Place(std::string_view coming) : shifts(coming) { Next(); }

    // Moves to a word that is not before the last one.
    void MoveTo(std::size_t word) {
      for (; has_next && next <= word; Next()) Apply();
    }

    void Next() {
      has_next = !shifts.empty();
      const std::uint32_t number = TakeVarint(shifts);
      next += number >> 2;
      next_kind = number & 3;
    }

    void Apply() {
      if (next_kind == kFree) {
        ++shift;
      } else if (next_kind == kBeside) {
        --shift;
      } else {
        shift += kTextGap;
        if (next_kind == kNextPart && part < kLastPart)
          part = static_cast<TextPart>(static_cast<std::uint8_t>(part) + 1);
      }
    }

    std::string_view shifts;  // Those behind the next.
    bool has_next = false;
    std::size_t next = 0;  // The word before which the next shift is.
    unsigned next_kind = 0;
    std::uint32_t shift = 0;  // By how much the position of a word exceeds its number.
    TextPart part = TextPart::kAuthors;
  };

  // The first word with a fingerprint, from `word` on; behind the last if there is none.
  std::size_t Find(std::uint32_t fingerprint, std::size_t word) const {
    while (word < low_.size()) {
      const void* const at = std::memchr(
          low_.data() + word, static_cast<unsigned char>(fingerprint), low_.size() - word);
      if (at == nullptr) break;
      word = static_cast<std::size_t>(static_cast<const char*>(at) - low_.data());
      if (HighBits(word) == fingerprint >> kLowBits) return word;
      ++word;
    }
    return low_.size();
  }

  // The bits of a fingerprint above the low byte.
  std::uint32_t HighBits(std::size_t word) const {
    const std::size_t bit = word * (bits_ - kLowBits);
    const char* const at = high_.data() + bit / 8;
    const std::size_t left = high_.size() - bit / 8;
    const std::uint32_t read = left >= sizeof read ? LoadInt<std::uint32_t>(at)
                                                   : static_cast<std::uint32_t>(LoadInt(at, left));
    return read >> bit % 8 & ((std::uint32_t{1} << (bits_ - kLowBits)) - 1);
  }

  static std::uint32_t Fingerprint(std::uint64_t word, unsigned seed, unsigned bits);

  static constexpr unsigned kLowBits = 8;

  std::string_view shifts_;
  std::string_view low_;
  std::string_view high_;
  unsigned bits_ = kLowBits;
  unsigned seed_ = 0;
};

}  // namespace dssearch::format
