#include "searcher/text/pronunciation.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>

#include "searcher/text/code_points.h"
#include "searcher/text/syllables.h"

namespace dssearch::text {
namespace {

std::unique_ptr<icu::Transliterator> Make(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  return std::unique_ptr<icu::Transliterator>(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
}

// The readings of a text, without what is no letter.
std::string ReadBy(const icu::Transliterator* to_latin, icu::UnicodeString text) {
  constexpr char16_t kDiaeresis = u'\u0308';
  if (to_latin == nullptr) return {};
  to_latin->transliterate(text);
  std::string pinyin;
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text[i];
    if (c >= u'a' && c <= u'z') pinyin += static_cast<char>(c);
    // Input methods take v for ü.
    if (c == kDiaeresis && !pinyin.empty()) pinyin.back() = 'v';
  }
  return pinyin;
}

// All initials, and all finals as they are written after any of them.
constexpr std::string_view kInitials[] = {"",   "b",  "p", "m", "f", "d", "t", "n",
                                          "l",  "g",  "k", "h", "j", "q", "x", "zh",
                                          "ch", "sh", "r", "z", "c", "s", "y", "w"};
constexpr std::string_view kFinals[] = {
    "a",   "ai",   "an",  "ang",  "ao", "e",   "ei",   "en", "eng", "er",  "i",  "ia",
    "ian", "iang", "iao", "ie",   "in", "ing", "iong", "iu", "o",   "ong", "ou", "u",
    "ua",  "uai",  "uan", "uang", "ue", "ui",  "un",   "uo", "v",   "ve"};

using CharactersBySyllable = std::map<std::string, std::u32string, std::less<>>;

CharactersBySyllable ReadSyllables() {
  CharactersBySyllable syllables;
  for (std::string_view rest = kCharactersOfSyllables; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::size_t blank = rest.find(' ');
    std::u32string& characters = syllables[std::string(rest.substr(0, blank))];
    for (std::size_t at = blank + 1; at < end;) characters += Next(rest, at);
    rest.remove_prefix(end + 1);
  }
  return syllables;
}

const CharactersBySyllable& Syllables() {
  static const CharactersBySyllable kSyllables = ReadSyllables();
  return kSyllables;
}

}  // namespace

std::string PinyinOf(std::string_view han) {
  // It takes milliseconds to make, and may be used by one thread at a time.
  thread_local const std::unique_ptr<icu::Transliterator> kToLatin = Make("Han-Latin; NFD");
  return ReadBy(kToLatin.get(),
                icu::UnicodeString::fromUTF8({han.data(), static_cast<std::int32_t>(han.size())}));
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
