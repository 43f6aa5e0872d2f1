#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// How much likelier a slip (see IsSlip) is than another error: a letter may be replaced by any of
/// 25 others, but be left out, doubled or swapped with the next one in one way only.
inline constexpr std::uint64_t kSlipWeight = 25;

/// A word of letters that may be misspelt, or two that may be one word, and what may be meant.
struct MisspeltWord {
  std::size_t begin;  ///< Its bytes in the query.
  std::size_t size;

  struct Better {
    std::string text;
    bool is_slip;  ///< See IsSlip; so is a blank too many or left out, and pinyin.
  };
  std::vector<Better> better = {};  ///< The likeliest first; not empty.
  bool is_known = false;            ///< Whether a paper has it in some form, or its author.
  bool is_new = false;              ///< Whether no paper has it in this form.
  bool in_quotes = false;
};

/// What is known of a query.
struct QueryKnowledge {
  /// No paper has all of its words, so that one may be wrong although papers have it.
  bool none_has_all = true;
  std::vector<std::string> translated = {};  ///< Its terms that were translated, as typed.
};

/// The words of letters that may be misspelt, in the order of the query and without overlaps.
/// `root` is the parsed and analyzed `query`. Throws Xapian::Error.
std::vector<MisspeltWord> FindMisspeltWords(const AnalyzedQuery& root, std::string_view query,
                                            const QueryKnowledge& known, const IndexReader& reader);

}  // namespace dssearch
