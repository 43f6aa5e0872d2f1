#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"

namespace dssearch {

/// A part of a text that a cut must not divide: a blank, a word with the punctuation behind it, or
/// a formula between dollar signs.
struct Unbreakable {
  std::size_t begin;  ///< In bytes.
  std::size_t end;
  std::size_t cells;  ///< Its width in display cells.
  bool starts_sentence;
};

/// The unbreakable parts of a text, which are all of it. `words` are its Chinese words of several
/// characters, in order.
std::vector<Unbreakable> UnbreakablesOf(std::string_view text, std::span<const Span> words);

/// Whether a sentence ends with the bytes [begin, end) of a text.
bool EndsSentence(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace dssearch
