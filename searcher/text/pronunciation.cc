#include "searcher/text/pronunciation.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <vector>

#include "searcher/text/code_points.h"
#include "searcher/text/readings.h"
#include "searcher/text/syllables.h"

namespace dssearch::text {
namespace {

// All initials, and all finals as they are written after any of them.
constexpr std::string_view kInitials[] = {"",   "b",  "p", "m", "f", "d", "t", "n",
                                          "l",  "g",  "k", "h", "j", "q", "x", "zh",
                                          "ch", "sh", "r", "z", "c", "s", "y", "w"};
constexpr std::string_view kFinals[] = {
    "a",   "ai",   "an",  "ang",  "ao", "e",   "ei",   "en", "eng", "er",  "i",  "ia",
    "ian", "iang", "iao", "ie",   "in", "ing", "iong", "iu", "o",   "ong", "ou", "u",
    "ua",  "uai",  "uan", "uang", "ue", "ui",  "un",   "uo", "v",   "ve"};

using CharactersBySyllable = std::map<std::string, std::u32string, std::less<>>;

// Calls `visit(syllable, character)` for each character of a table of syllables.
template <typename Visit>
void ForEachReading(std::string_view table, const Visit& visit) {
  while (!table.empty()) {
    const std::size_t end = table.find('\n');
    const std::size_t blank = table.find(' ');
    const std::string_view syllable = table.substr(0, blank);
    for (std::size_t at = blank + 1; at < end;) visit(syllable, Next(table, at));
    table.remove_prefix(end + 1);
  }
}

CharactersBySyllable ReadSyllables() {
  CharactersBySyllable syllables;
  ForEachReading(kCharactersOfSyllables, [&](std::string_view syllable, char32_t character) {
    syllables[std::string(syllable)] += character;
  });
  return syllables;
}

const CharactersBySyllable& Syllables() {
  static const CharactersBySyllable kSyllables = ReadSyllables();
  return kSyllables;
}

// Characters that ICU reads in another way before another one.
struct ReadingBefore {
  char32_t character;
  char32_t next;
  std::string_view reading;
};
constexpr ReadingBefore kReadingsBefore[] = {
    {U'藏', U'文', "zang"}, {U'重', U'庆', "chong"}, {U'沈', U'阳', "shen"}, {U'秘', U'鲁', "bi"}};

// By code point; empty for what is no Han character.
const std::vector<std::string_view>& Readings() {
  static const std::vector<std::string_view> kReadings = [] {
    constexpr std::size_t kBasicPlane = 0x10000;
    std::vector<std::string_view> readings(kBasicPlane);
    ForEachReading(kCommonReadings, [&](std::string_view syllable, char32_t character) {
      readings[character] = syllable;
    });
    return readings;
  }();
  return kReadings;
}

}  // namespace

std::string PinyinOf(std::string_view han) {
  std::string pinyin;
  for (std::size_t at = 0; at < han.size();) {
    const char32_t c = Next(han, at);
    if (c >= 'a' && c <= 'z') pinyin += static_cast<char>(c);
    std::string_view reading = c < Readings().size() ? Readings()[c] : std::string_view();
    for (const ReadingBefore& one : kReadingsBefore) {
      std::size_t after = at;
      if (c == one.character && at < han.size() && Next(han, after) == one.next)
        reading = one.reading;
    }
    pinyin += reading;
  }
  return pinyin;
}

std::u32string_view CharactersReadAs(std::string_view syllable) {
  const auto found = Syllables().find(syllable);
  return found == Syllables().end() ? std::u32string_view() : std::u32string_view(found->second);
}

std::u32string CharactersReadFrom(std::string_view letters) {
  std::u32string characters;
  for (auto it = Syllables().lower_bound(letters);
       it != Syllables().end() && it->first.starts_with(letters); ++it)
    characters += it->second;
  std::sort(characters.begin(), characters.end());
  characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
  return characters;
}

bool LooksLikeSyllable(std::string_view letters) {
  return std::any_of(std::begin(kInitials), std::end(kInitials), [letters](auto initial) {
    return letters.starts_with(initial) &&
           std::find(std::begin(kFinals), std::end(kFinals), letters.substr(initial.size())) !=
               std::end(kFinals);
  });
}

bool LooksLikeBeginning(std::string_view letters) {
  for (const std::string_view initial : kInitials) {
    if (initial.starts_with(letters)) return true;
    if (!letters.starts_with(initial)) continue;
    const std::string_view rest = letters.substr(initial.size());
    if (std::any_of(std::begin(kFinals), std::end(kFinals),
                    [rest](auto final) { return final.starts_with(rest); }))
      return true;
  }
  return false;
}

}  // namespace dssearch::text
