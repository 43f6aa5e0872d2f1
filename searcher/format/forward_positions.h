#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// The texts of a paper, as phrases are looked for in them.
enum class TextPart : std::uint8_t { kTitle, kBody, kAuthors };

/// What a word is known by.
std::uint64_t WordHash(std::string_view word);

/// Writes down where the words of a paper stand, for WordOrder to read.
///
/// Each position takes a number of few bits, a hash of the word there. The
/// hashes are seeded until no two words of the paper share a number, so they
/// are as good as the words themselves: about 11 bits for an abstract, an eighth
/// of what Xapian's position lists take, and read at once for all words. (Past
/// 13,000 different words they have 32 bits, whether or not two are alike.)
class WordOrderBuilder {
 public:
  /// Begins the next text. Parts come in the order of TextPart.
  void BeginText(TextPart part);

  /// A word of the text, at the position of the one before it or behind it.
  void Add(std::string_view word, std::uint32_t position);

  /// A word that the paper has, too, but that is not to be found at a position:
  /// it will not be taken for one that is.
  void AddElsewhere(std::string_view word);

  /// All of it, as stored: the number of bits, the seed, the numbers one after
  /// the other from the lowest bit on.
  std::string Encode() const;

 private:
  struct Place {
    std::uint32_t sign;  ///< One of those of WordOrder, or 0
    std::uint64_t word;  ///< and then the hash of a word.
  };

  std::vector<Place> places_;
  std::vector<std::uint64_t> words_;  ///< Of the whole paper, some several times.
  TextPart part_ = TextPart::kTitle;
  std::uint32_t next_ = 0;  ///< The position that follows without a sign.
  bool begun_ = false;      ///< A text of this part.
};

/// Where the words of a paper stand. Any bytes can be read. Keeps no copy of
/// them.
class WordOrder {
 public:
  explicit WordOrder(std::string_view encoded);

  /// The number that stands for a word of the paper. A word that the paper does
  /// not have may have the number of one that it has.
  std::uint32_t NumberOf(std::uint64_t word_hash) const;

  /// Calls `visit(TextPart, std::uint32_t position, std::uint32_t number)` for
  /// each word, in order. Positions go on from text to text, kTextGap apart.
  template <typename Visit>
  void ForEachPlace(const Visit& visit) const {
    auto part = TextPart::kTitle;
    std::uint32_t next = 0;
    std::uint64_t read = 0;  ///< Bits that were read and not yet used, the next one lowest.
    unsigned read_bits = 0;
    for (const char byte : numbers_) {
      read |= std::uint64_t{static_cast<unsigned char>(byte)} << read_bits;
      read_bits += 8;
      // Numbers have eight bits at least, so that a byte ends no two.
      if (read_bits < bits_) continue;
      const auto number = static_cast<std::uint32_t>(read & ((std::uint64_t{1} << bits_) - 1));
      read >>= bits_;
      read_bits -= bits_;
      switch (number) {
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
          visit(part, next++, number);
      }
    }
  }

  /// Positions between two texts. No phrase spans so many that are free.
  static constexpr std::uint32_t kTextGap = 1000;

 private:
  friend class WordOrderBuilder;

  // Signs among the numbers of words.
  static constexpr std::uint32_t kFree = 0;      ///< Nothing stands here.
  static constexpr std::uint32_t kBeside = 1;    ///< The next word stands where the last one does.
  static constexpr std::uint32_t kNextText = 2;  ///< Another text of the same part.
  static constexpr std::uint32_t kNextPart = 3;
  static constexpr std::uint32_t kSigns = 4;

  static std::uint32_t Number(std::uint64_t word, unsigned seed, unsigned bits);

  std::string_view numbers_;
  unsigned bits_ = 0;
  unsigned seed_ = 0;
};

}  // namespace dssearch::format
