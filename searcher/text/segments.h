#pragma once

#include <cstddef>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::text {

/// A stretch of an analysis that is one word to its reader: a chunk of letters and
/// digits, or a run of characters.
struct Stretch {
  std::size_t begin;  ///< Tokens [begin, end).
  std::size_t end;
  bool run;  ///< Of characters.
};

/// All of them, in order.
std::vector<Stretch> StretchesOf(const Analysis& analysis);

/// The characters of a run.
std::vector<const Token*> CharactersOf(const Analysis& analysis, const Stretch& run);

/// A piece of a run of characters that is looked for as a whole.
struct Piece {
  std::vector<const Token*> characters;
  bool stop = false;  ///< A stop word.
  /// One character between longer pieces: the dictionary could not place it, and
  /// it counts through its bigrams.
  bool odd = false;
};

/// The words of a run, where single characters beside each other are taken
/// together: ICU cuts 卷积 and 多模态 apart, which its readers do not.
std::vector<Piece> PiecesOf(const Analysis& analysis, const Stretch& run);

/// Whether both characters of a bigram are in one piece.
bool Inside(const Token& bigram, const std::vector<Piece>& pieces);

}  // namespace dssearch::text
