#include "dssearch/note.h"

#include <cstddef>

namespace dssearch {
namespace {

std::string_view PatternOf(Note::Kind kind) {
  switch (kind) {
    case Note::Kind::kTooLong:
      return "the query is longer than {0} bytes; what comes after was left out";
    case Note::Kind::kTooManyWords:
      return "only the first {0} words are searched";
    case Note::Kind::kTooDeep:
      return "brackets deeper than {0} are left out";
    case Note::Kind::kOpenQuote:
      return "a quote is not closed; its words are searched as words";
    case Note::Kind::kNoField:
      return "there is no field '{0}'; searched as text";
    case Note::Kind::kNoDate:
      return "'{0}' is not a date or a range of dates (2024-03, 2023..2024-06); searched as text";
    case Note::Kind::kDates:
      return "'{0}' is read as dates: {1}";
    case Note::Kind::kWordIsDates:
      return "'{0}' is read as dates: {1} (in quotes it is text)";
    case Note::Kind::kWordsAreValue:
      return "'{0}' is read as {1} first (in quotes it is text)";
    case Note::Kind::kCitation:
      return "read as a citation; its volume, pages and marks are left out";
    case Note::Kind::kShortBeginning:
      return "'{0}*' is too short to be completed; searched as a word";
    case Note::Kind::kManyCompletions:
      return "'{0}*' stands for the {1} most frequent of {2} words";
    case Note::Kind::kWholeValue:
      return "'*' completes words, not values; searched as {0} = {1}";
    case Note::Kind::kUnknownIdentifier:
      return "no paper here has the identifier {0}; searched as text";
    case Note::Kind::kNoWord:
      return "there is no word to search for in the query";
    case Note::Kind::kSomeWords:
      return "no paper has all the words; these have some of them";
    case Note::Kind::kMoreHaveSome:
      return "{0} more have some of the words";
    case Note::Kind::kFewHaveAll:
      return "{0} have all the words, the others some of them";
    case Note::Kind::kCorrected:
      return "these are the results for {0}; words in quotes are not corrected";
    case Note::Kind::kFolded:
      return "papers with two records, of which one is shown: {0}";
    case Note::Kind::kEmptyField:
      return "'{0}:' has nothing right behind it to look for";
    case Note::Kind::kNoValue:
      return "no paper has the {0} {1}; there are: {2}";
    case Note::Kind::kNearestValue:
      return "no paper has the {0} {1}; nearest: {2}";
    case Note::Kind::kNoPaperHas:
      return "no paper has: {0}";
    case Note::Kind::kNotTranslated:
      return "'{0}' is no term or translation of this query; nothing was left out for it";
  }
  return "";
}

}  // namespace

std::string Note::text() const { return text(PatternOf(kind)); }

std::string Note::text(std::string_view pattern) const {
  std::string line;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto number = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : about.size();
    if (number < about.size()) {
      line += about[number];
      i += 2;
    } else {
      line += pattern[i];
    }
  }
  return line;
}

}  // namespace dssearch
