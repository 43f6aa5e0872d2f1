#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "searcher/compile/analyzed_query.h"
#include "searcher/index/index_reader.h"
#include "searcher/suggest/misspelt_han.h"
#include "searcher/suggest/misspelt_words.h"

namespace dssearch {

/// A query with its spelling corrected.
struct Correction {
  std::string query = {};    ///< Empty if nothing is corrected.
  std::uint64_t papers = 0;  ///< How many papers have all its words; above 0 for a correction.
  bool in_quotes = false;    ///< Whether a corrected word stands in quotes.
  /// Whether no paper has a wrong word in its form, or a wrong character between its neighbours.
  bool is_unknown = false;
};

/// What is looked for.
struct SpellingOptions {
  QueryKnowledge known = {};
  bool few_have_all = true;  ///< So few papers have all words that a name among them may be wrong.
  /// Characters are suspicious if at most this many papers have a bigram of them.
  Xapian::doccount rare_bigram = 0;
};

/// The query with its misspelt words corrected to words of the index, so that some papers have all
/// of its words. `root` is the parsed and analyzed `query`. Throws Xapian::Error, and what `count`
/// throws.
///
/// A word of letters is misspelt if the index lacks it and has one at an edit distance of 1 (2 for
/// words of eight letters and more), or has the two that it consists of; if no paper has it in this
/// form, and more have one at a distance of 1 than any form of it; if hardly any paper has it and
/// very many have one at a distance of 1; or if it has another letter inside than a frequent form
/// of the same word (interpretibility). Two words may be one: where no paper has all words, or
/// where papers have hardly ever the two beside each other (chat gpt). Of several words at this
/// distance the one that is in most papers together with the rest of the query is meant, a slip
/// (IsSlip) rather than another one.
///
/// Else one Han character is corrected, as CorrectNames and CorrectCharacters say.
Correction CorrectSpelling(const AnalyzedQuery& root, std::string_view query,
                           const SpellingOptions& options, const IndexReader& reader,
                           const CountPapers& count);

}  // namespace dssearch
