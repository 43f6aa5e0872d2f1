#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// How many papers have all the words of a query.
using CountPapers = std::function<std::uint64_t(const std::string& query)>;

/// A query with another character in the place of one of its own.
struct CharacterCorrection {
  std::string query;
  /// How likely it is: in how many titles the character stands there, or papers the name has.
  std::uint64_t weight;
};

/// The query with one Han character corrected, in several ways, the likeliest first. `root` is the
/// parsed and analyzed `query`. Throws Xapian::Error, and what `count` throws.
///
/// A character may be wrong if at most `rare_bigram` papers have a bigram of it and its neighbours,
/// and titles have the same characters around another one. Those that sound or look alike count
/// more; in a run of two or three characters, and at both ends of one below eight, there are no
/// others. Two or three characters must come to a word, a keyword or a term of the lexicon, or
/// three to what many titles have. So must up to six characters where the wrong one is a function
/// word behind a single character (联和目录), however frequent its bigrams are.
std::vector<CharacterCorrection> CorrectCharacters(const AnalyzedQuery& root,
                                                   std::string_view query,
                                                   Xapian::doccount rare_bigram,
                                                   const IndexReader& reader,
                                                   const CountPapers& count);

/// The same for a text of two to four characters that is no word, and that no paper has: it becomes
/// the name of an author that sounds or looks like it (丘均平, 邱均平), that of most papers first.
/// `root` is the parsed and analyzed `query`. Throws Xapian::Error, and what `count` throws.
std::vector<CharacterCorrection> CorrectNames(const AnalyzedQuery& root, std::string_view query,
                                              const IndexReader& reader, const CountPapers& count);

}  // namespace dssearch
