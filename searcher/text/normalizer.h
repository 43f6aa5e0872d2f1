#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"

namespace dssearch::text {

/// Text folded for matching, and the way back to the original.
class FoldedText {
 public:
  const std::string& text() const { return text_; }

  /// The bytes of the original that the folded bytes [begin, end) came from.
  /// Always on code point boundaries of the original; marks and invisible
  /// characters that were dropped belong to the character before them.
  /// Requires begin < end <= text().size().
  Span Original(std::size_t begin, std::size_t end) const;

 private:
  friend class Normalizer;

  // A segment of folded text. In a linear one each byte stands for one byte of
  // the original; the others stand for `original_size` bytes as a whole.
  struct Piece {
    std::size_t folded;
    std::size_t original;
    std::size_t original_size;
    bool linear;
  };
  const Piece& PieceAt(std::size_t folded) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

/// Folds text so that spellings that readers take for the same become the same
/// bytes: NFKC case folding (full width, ligatures, case), diacritics of
/// alphabetic scripts dropped, traditional Han characters to simplified,
/// typographic apostrophes and hyphens to ' and -, soft hyphens and zero width
/// characters dropped. Bytes that are not UTF-8 become U+FFFD.
///
/// A code point is folded alone, never by its neighbours: folding a part of a
/// text gives the part of the folded text, so whatever can be seen can be found.
///
/// Not thread-safe (it remembers what it folded); give each thread its own.
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

}  // namespace dssearch::text
