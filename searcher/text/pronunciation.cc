#include "searcher/text/pronunciation.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>

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

// Readings that ICU lacks, of common characters.
struct Reading {
  char32_t character;
  const char* syllable;
};
constexpr Reading kFurtherReadings[] = {
    {U'地', "di"},    {U'行', "hang"}, {U'都', "du"},    {U'调', "tiao"}, {U'传', "zhuan"},
    {U'率', "shuai"}, {U'省', "xing"}, {U'了', "liao"},  {U'还', "huan"}, {U'没', "mo"},
    {U'会', "kuai"},  {U'否', "pi"},   {U'角', "jue"},   {U'觉', "jiao"}, {U'系', "ji"},
    {U'降', "xiang"}, {U'藏', "zang"}, {U'朝', "zhao"},  {U'度', "duo"},  {U'恶', "wu"},
    {U'壳', "qiao"},  {U'模', "mu"},   {U'纤', "qian"},  {U'塞', "se"},   {U'识', "zhi"},
    {U'弹', "tan"},   {U'校', "jiao"}, {U'血', "xie"},   {U'拓', "tuo"},  {U'圈', "juan"},
    {U'盛', "cheng"}, {U'露', "lou"},  {U'奇', "ji"},    {U'车', "ju"},   {U'便', "pian"},
    {U'泊', "bo"},    {U'薄', "bo"},   {U'剥', "bao"},   {U'称', "chen"}, {U'属', "zhu"},
    {U'似', "shi"},   {U'著', "zhu"},  {U'强', "jiang"}, {U'的', "di"},   {U'着', "zhuo"},
};

// All initials, and all finals as they are written after any of them.
constexpr std::string_view kInitials[] = {"",   "b",  "p", "m", "f", "d", "t", "n",
                                          "l",  "g",  "k", "h", "j", "q", "x", "zh",
                                          "ch", "sh", "r", "z", "c", "s", "y", "w"};
constexpr std::string_view kFinals[] = {
    "a",   "ai",   "an",  "ang",  "ao", "e",   "ei",   "en", "eng", "er",  "i",  "ia",
    "ian", "iang", "iao", "ie",   "in", "ing", "iong", "iu", "o",   "ong", "ou", "u",
    "ua",  "uai",  "uan", "uang", "ue", "ui",  "un",   "uo", "v",   "ve"};

using CharactersBySyllable = std::map<std::string, std::u32string, std::less<>>;

CharactersBySyllable MakeSyllables() {
  // The rows of GB 2312 that have Han characters: level 1 by pinyin, level 2 by radicals.
  std::string bytes;
  for (int row = 0xB0; row <= 0xF7; ++row)
    for (int cell = 0xA1; cell <= 0xFE; ++cell) {
      bytes += static_cast<char>(row);
      bytes += static_cast<char>(cell);
    }
  const icu::UnicodeString characters(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                      "GB18030");
  const auto in_texts = Make("Han-Latin; NFD");
  const auto in_names = Make("Han-Latin/Names; NFD");
  CharactersBySyllable syllables;
  const auto add = [&syllables](std::string syllable, char32_t c) {
    if (syllable.empty()) return;
    syllables[syllable] += c;
    // lüe and nüe are typed as lue and nue, too.
    if (syllable.ends_with("ve")) syllables[syllable.replace(syllable.size() - 2, 1, "u")] += c;
  };
  for (std::int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
    const UChar32 c = characters.char32At(i);
    const std::string in_text = ReadBy(in_texts.get(), icu::UnicodeString(c));
    const std::string in_name = ReadBy(in_names.get(), icu::UnicodeString(c));
    add(in_text, static_cast<char32_t>(c));
    if (in_name != in_text) add(in_name, static_cast<char32_t>(c));
  }
  for (const Reading& one : kFurtherReadings) add(one.syllable, one.character);
  return syllables;
}

const CharactersBySyllable& Syllables() {
  static const CharactersBySyllable kSyllables = MakeSyllables();
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
