#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"

namespace dssearch::text {

/// A text folded for matching, with the offsets of the original text.
class FoldedText {
 public:
  const std::string& text() const { return text_; }

  /// The bytes of the original that the folded bytes [begin, end) came from, on code point
  /// boundaries. Combining marks and invisible characters that were dropped belong to the character
  /// before them. Requires begin < end <= text().size().
  Span Original(std::size_t begin, std::size_t end) const;

 private:
  friend class Normalizer;

  // Maps a range of folded bytes, up to the next mapping, to the original. In a linear one each
  // folded byte is one byte of the original; else the range stands for `original_size` bytes as a
  // whole.
  struct OffsetMapping {
    std::size_t folded_begin;
    std::size_t original_begin;
    std::size_t original_size;
    bool linear;
  };
  const OffsetMapping& MappingAt(std::size_t folded) const;

  std::string text_;
  std::vector<OffsetMapping> mappings_;
};

/// Folds text so that spellings which readers take for the same become equal: NFKC case folding
/// (full width, ligatures, case), diacritics of alphabetic scripts dropped, traditional Han
/// characters to simplified, typographic apostrophes and hyphens to ' and -, soft hyphens and zero
/// width characters dropped. Bytes that are not UTF-8 become U+FFFD.
///
/// Each code point is folded on its own, independent of its neighbours: folding a substring gives a
/// substring of the folded text, so that whatever a reader sees in a text can be found.
///
/// Not thread-safe, since it caches foldings; give each thread its own.
class Normalizer {
 public:
  Normalizer();
  ~Normalizer();
  Normalizer(Normalizer&&) noexcept;

  FoldedText Fold(std::string_view text);

 private:
  struct Table;
  std::unique_ptr<Table> table_;
};

/// A text folded by a Normalizer of the thread, whose table takes longer to make than a word to
/// fold.
std::string Fold(std::string_view text);

}  // namespace dssearch::text
