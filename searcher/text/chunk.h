#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/text/code_points.h"
#include "searcher/text/signs.h"

namespace dssearch::text {

/// Letters and digits with what connects them, as found in a folded text: gpt-4, c++, .net,
/// hep-th/9901001, a DOI, $k$-means, analy-\nsis. It has parts with connectors between, and parts
/// have subwords: gsm8k-v2 has gsm, 8, k and v, 2. All offsets are in bytes of the text.
struct Chunk {
  /// A sequence of letters of one script or of digits, or a sign.
  struct Subword {
    std::size_t begin, end;
    Script script;
    Sign sign;  ///< What it is written as, if it has a name.

    bool is_sign() const { return sign.end > 0; }
  };

  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;  ///< Where the text goes on, at its end or behind it.
  std::vector<Subword> subwords = {};
  std::vector<std::size_t> parts = {};   ///< The first subword of each part, and their number.
  std::vector<std::size_t> broken = {};  ///< The parts that a line break stands before.
  bool is_decorated = false;             ///< Whether it begins with a dot, or ends with ++ or #.
  bool is_respelled = false;             ///< Whether it has a sign, a dollar or a line break.
};

/// Whether at `i` a sign begins a chunk, or a dot that begins a name, as in .NET, and does not end
/// a sentence. Requires i < text.size().
bool SignBeginsChunk(std::string_view text, std::size_t i);

/// Whether a chunk begins at `i`, where a code point of `script` stands. Requires i < text.size().
inline bool ChunkBegins(std::string_view text, std::size_t i, Script script) {
  return IsAlphanumeric(script) ||
         ((text[i] == '.' || MayBeginSign(text[i])) && SignBeginsChunk(text, i));
}

/// Reads the chunk that begins at `i`, in place of what `chunk` had, whose memory it reuses.
void ReadChunk(std::string_view text, std::size_t i, Chunk& chunk);

/// The longest DOI in bytes: a DOI may have any length, a term may not.
inline constexpr std::size_t kMaxDoiBytes = 200;

/// The size of the DOI at `i`, 0 if there is none: 10.NNNN/ and what follows up to a blank, without
/// the punctuation at its end that only closes a sentence or a bracket.
std::size_t DoiSize(std::string_view text, std::size_t i);

/// The size of the id inside an arXiv id with a version (2301.12345v2), else 0.
std::size_t UnversionedArxivSize(std::string_view whole);

}  // namespace dssearch::text
