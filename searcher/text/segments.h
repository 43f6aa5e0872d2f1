#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::text {

/// A part of a text without blanks or punctuation, which its reader takes for one word: a chunk of
/// letters and digits (gpt-4), or a run of characters of a script without blanks (图神经网络).
struct Segment {
  std::size_t begin;  ///< It covers the tokens [begin, end).
  std::size_t end;
  bool is_run;  ///< Whether it is a run of characters.
};

/// All segments of a text, in order.
std::vector<Segment> SegmentsOf(const Analysis& analysis);

/// The kCharacter tokens of a run, valid as long as the analysis.
std::vector<const Token*> CharactersOf(const Analysis& analysis, const Segment& run);

/// A word of a run, which is searched as a whole.
struct RunWord {
  std::vector<const Token*> characters;  ///< Valid as long as the analysis.
  bool is_stop_word = false;
  /// Whether it is a single character between longer words, which the dictionary attached to none
  /// of them. It scores through its bigrams only.
  bool unattached = false;
};

/// The words of a run, with adjacent single characters joined: ICU cuts 卷积 and 多模态 into
/// characters.
std::vector<RunWord> RunWordsOf(const Analysis& analysis, const Segment& run);

/// Whether both characters of a bigram belong to the same word.
bool IsInsideWord(const Token& bigram, const std::vector<RunWord>& words);

}  // namespace dssearch::text
