#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/schema.h"

namespace dssearch::format {

/// What a word is known by.
std::uint64_t WordHash(std::string_view word);

/// Writes down where the words of a paper stand, document by document ("forward") instead of term
/// by term, for ForwardPositions to read.
///
/// Each position takes a fingerprint of the word there, a hash of few bits. The hashes are seeded
/// until no two words of the paper share one, so they are as good as the words themselves: about
/// 11 bits for an abstract, an eighth of what Xapian's position lists take, and read at once for
/// all words. (Past 13,000 different words they have 32 bits, whether or not two are alike.)
class ForwardPositionsBuilder {
 public:
  /// Begins the next text. Parts come in the order of TextPart.
  void BeginText(TextPart part);

  /// A word of the text, at the position of the one before it or behind it.
  void Add(std::string_view word, std::uint32_t position);

  /// A word that the paper has, too, but that is not to be found at a position:
  /// it will not be taken for one that is.
  void AddElsewhere(std::string_view word);

  /// All of it, as stored: the bits of a fingerprint, the seed, the fingerprints and control codes
  /// one after the other from the lowest bit on.
  std::string Encode() const;

 private:
  struct Place {
    std::uint32_t control;  ///< A control code of ForwardPositions, or 0
    std::uint64_t word;     ///< and then the hash of a word.
  };

  std::vector<Place> places_;
  std::vector<std::uint64_t> words_;  ///< Of the whole paper, some several times.
  TextPart part_ = TextPart::kTitle;
  std::uint32_t next_ = 0;  ///< The position that follows without a control code.
  bool begun_ = false;      ///< A text of this part.
};

/// Where the words of a paper stand. Any bytes can be read. Keeps no copy of
/// them.
class ForwardPositions {
 public:
  explicit ForwardPositions(std::string_view encoded);

  /// The fingerprint of a word of the paper. A word that the paper does not have may have the
  /// fingerprint of one that it has.
  std::uint32_t FingerprintOf(std::uint64_t word_hash) const;

  /// Calls `visit(TextPart, std::uint32_t position, std::uint32_t fingerprint)` for each word, in
  /// order. Positions go on from text to text, kTextGap apart.
  template <typename Visit>
  void ForEach(const Visit& visit) const {
    auto part = TextPart::kTitle;
    std::uint32_t next = 0;
    std::uint64_t read = 0;  ///< Bits that were read and not yet used, the next one lowest.
    unsigned read_bits = 0;
    for (const char byte : codes_) {
      read |= std::uint64_t{static_cast<unsigned char>(byte)} << read_bits;
      read_bits += 8;
      // A code has eight bits at least, so that a byte ends no two.
      if (read_bits < bits_) continue;
      const auto code = static_cast<std::uint32_t>(read & ((std::uint64_t{1} << bits_) - 1));
      read >>= bits_;
      read_bits -= bits_;
      switch (code) {
        case kFree:
          ++next;
          break;
        case kBeside:
          next -= next > 0 ? 1 : 0;
          break;
        case kNextPart:
          if (part < TextPart::kAuthors)
            part = static_cast<TextPart>(static_cast<std::uint8_t>(part) + 1);
          [[fallthrough]];
        case kNextText:
          next += kTextGap;
          break;
        default:
          visit(part, next++, code);
      }
    }
  }

  /// Positions between two texts. No phrase spans so many that are free.
  static constexpr std::uint32_t kTextGap = 1000;

 private:
  friend class ForwardPositionsBuilder;

  // Control codes, which no fingerprint equals.
  static constexpr std::uint32_t kFree = 0;      ///< Nothing stands here.
  static constexpr std::uint32_t kBeside = 1;    ///< The next word stands where the last one does.
  static constexpr std::uint32_t kNextText = 2;  ///< Another text of the same part.
  static constexpr std::uint32_t kNextPart = 3;
  static constexpr std::uint32_t kControlCodes = 4;

  static std::uint32_t Fingerprint(std::uint64_t word, unsigned seed, unsigned bits);

  std::string_view codes_;
  unsigned bits_ = 0;
  unsigned seed_ = 0;
};

}  // namespace dssearch::format
