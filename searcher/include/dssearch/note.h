#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch {

/// What in a query was not understood or was changed, or what else there is to find.
struct Note {
  enum class Kind {
    kTooLong,          ///< Read up to so many bytes.
    kTooManyWords,     ///< Read up to so many words.
    kTooDeep,          ///< Brackets deeper than so many are left out.
    kOpenQuote,        ///< It is no quote.
    kNoField,          ///< `field:` that there is not.
    kNoDate,           ///< `date:` of something else.
    kDates,            ///< A span, and the dates that it comes to.
    kWordIsDates,      ///< The same of a word without `date:`.
    kShortBeginning,   ///< Of words; it is a word.
    kManyCompletions,  ///< A beginning, how many words it stands for, and of how many.
    kWholeValue,       ///< `*` in a field of values, and the value.
    kNoWord,           ///< There is nothing to search for.
    kSomeWords,        ///< No paper has all the words; these have some.
    kMoreHaveSome,     ///< So many papers more have some of the words.
  };

  Kind kind = Kind::kNoWord;
  std::vector<std::string> about = {};  ///< What the kind says, in its order.

  /// A line in English.
  std::string text() const;

  /// A line by a pattern, in which {0} stands for the first of `about`, and so on.
  std::string text(std::string_view pattern) const;

  bool operator==(const Note&) const = default;
};

}  // namespace dssearch
