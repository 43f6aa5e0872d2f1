#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/api.h"

namespace dssearch {

/// A remark on a search: a part of the query that was not understood or was changed, or what else
/// there is to find. For example `autor:Wang` yields {kNoField, {"autor"}}.
struct DSSEARCH_API Note {
  enum class Kind {
    kTooLong,          ///< The query is longer than {0} bytes; the rest was not used.
    kTooManyWords,     ///< The query has more than {0} words; the rest was not used.
    kTooDeep,          ///< Brackets are nested deeper than {0}; the inner ones were not used.
    kOpenQuote,        ///< A quotation mark has no second one; the words after it are no phrase.
    kNoField,          ///< There is no field {0}; it was searched as text.
    kNoDate,           ///< `date:{0}` has no date; {0} was searched as text.
    kDates,            ///< `date:{0}` was read as the dates {1}.
    kWordIsDates,      ///< The word {0} was read as the dates {1}.
    kWordsAreValue,    ///< {0} was read as values of the field {1}, in Chinese {2}.
    kCitation,         ///< The query was read as a citation; what names no paper was left out.
    kShortBeginning,   ///< The prefix `{0}*` is too short; it was searched as a word.
    kManyCompletions,  ///< The prefix `{0}*` stands for the {1} most frequent of {2} words.
    kWholeValue,       ///< `{0}:{1}*` was read without `*`, which completes words only.
    /// No paper here has the identifier {0}, such as a DOI; it was searched as text.
    kUnknownIdentifier,
    kNoWord,         ///< The query has no word to search for.
    kSomeWords,      ///< No paper has all the words; those found have some.
    kFewHaveAll,     ///< {0} of the papers have all the words; the others have some.
    kMoreHaveSome,   ///< {0} more papers have some of the words.
    kFolded,         ///< {0} of the papers have two records that match; one of each is shown.
    kCorrected,      ///< The results are those of the corrected query {0}.
    kEmptyField,     ///< `{0}:` has nothing behind it.
    kNoValue,        ///< No paper has the value {1} of the field {0}, nor a similar one; there
                     ///< are {2}.
    kNearestValue,   ///< No paper has the value {1} of the field {0}; {2} is the nearest.
    kNoPaperHas,     ///< No paper has {0}: words of the query with commas between, or a value.
    kNotTranslated,  ///< {0} is to be left out, and is no term or translation of the query.
  };

  Kind kind = Kind::kNoWord;
  /// The texts, names and numbers that stand for {0}, {1} and {2} in the comments of the kinds.
  std::vector<std::string> about = {};

  /// The note as a line in English.
  std::string text() const;

  /// The note as a line in other words: `pattern`, with the first of `about` in the place of {0},
  /// the second in that of {1}, and so on.
  std::string text(std::string_view pattern) const;

  bool operator==(const Note&) const = default;
};

}  // namespace dssearch
