#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dssearch::text {

/// The pinyin of a text in Han characters, without tones, blanks and other signs, and with v for ü:
/// 强化学习 → qianghuaxuexi, 女性 → nvxing. Each character has its commonest reading, and lower
/// case letters stay. Thread-safe.
std::string PinyinOf(std::string_view han);

/// The characters of GB 2312 that are read as a syllable of pinyin; none for what is no syllable.
/// A character of several readings is found by each: syllables.h. Thread-safe.
std::u32string_view CharactersReadAs(std::string_view syllable);

/// The same of all syllables that begin with some letters, without duplicates.
std::u32string CharactersReadFrom(std::string_view letters);

/// Whether letters consist of an initial and a final of pinyin, as all syllables do and few other
/// letters. Takes no time.
bool LooksLikeSyllable(std::string_view letters);

/// Whether some letters, or none, are the beginning of such letters: zhua, but not zx.
bool LooksLikeBeginning(std::string_view letters);

/// The most letters of a syllable: zhuang.
inline constexpr std::size_t kLongestSyllable = 6;

}  // namespace dssearch::text
