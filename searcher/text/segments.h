#pragma once

#include <cstddef>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::text {

/// A segment of a text, which is one word to its reader: a chunk of letters and digits (gpt-4), or
/// a run of characters of a script without blanks (图神经网络).
struct Segment {
  std::size_t begin;  ///< Tokens [begin, end) of the analysis.
  std::size_t end;
  bool is_run;  ///< Of characters.
};

/// All segments of a text, in order.
std::vector<Segment> SegmentsOf(const Analysis& analysis);

/// The characters of a run. Good as long as the analysis.
std::vector<const Token*> CharactersOf(const Analysis& analysis, const Segment& run);

/// A word of a run, which is looked for as a whole.
struct RunWord {
  std::vector<const Token*> characters;  ///< Good as long as the analysis.
  bool is_stop_word = false;
  /// One character between longer words: the dictionary could not attach it to any, and it counts
  /// through its bigrams alone.
  bool unattached = false;
};

/// The words of a run, where single characters beside each other are taken together: ICU cuts 卷积
/// and 多模态 apart, which its readers do not.
std::vector<RunWord> RunWordsOf(const Analysis& analysis, const Segment& run);

/// Whether both characters of a bigram are in one word.
bool IsInsideWord(const Token& bigram, const std::vector<RunWord>& words);

}  // namespace dssearch::text
