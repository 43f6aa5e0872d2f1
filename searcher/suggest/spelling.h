#pragma once

#include <string>
#include <string_view>

#include "searcher/compile/analyzed_query.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The query with its misspelt words corrected to words that the index has;
/// empty where there is nothing better. `root` is `query`, parsed and analyzed.
///
/// A word of letters is misspelt where the index lacks it and has one with the
/// same first letter that differs by one insertion, deletion, replacement or
/// swap of neighbours (two in words of eight letters and more); or where hardly
/// any paper has it and very many have one that differs by one. Han is looked at
/// only on request, since most of what is rare in it is right: a character is
/// misspelt where the index has neither pair that it makes with its neighbours,
/// and has both with another character in its place.
std::string CorrectSpelling(const AnalyzedQuery& root, std::string_view query, bool han,
                            const IndexReader& reader);

/// How many insertions, deletions, replacements and swaps of neighbours lead
/// from one word of ASCII to the other; `limit` + 1 where they are more.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace dssearch
