#pragma once

#include <string>
#include <string_view>

#include "searcher/compile/analyzed_query.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The query with its misspelt words corrected to words of the index; empty if nothing is
/// corrected. `root` is the parsed and analyzed `query`. Throws Xapian::Error.
///
/// A word of letters is misspelt if the index lacks it and has one with the same first letter at an
/// edit distance of 1 (2 for words of eight letters and more), or if hardly any paper has it and
/// very many have one at a distance of 1. Han characters are only checked if `han`, since most rare
/// ones are right: a character is misspelt if the index has neither bigram of it and its
/// neighbours, and has both with another character in its place.
std::string CorrectSpelling(const AnalyzedQuery& root, std::string_view query, bool han,
                            const IndexReader& reader);

/// The number of insertions, deletions, replacements and swaps of adjacent letters that lead from
/// one ASCII word to the other, capped at `limit` + 1.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace dssearch
