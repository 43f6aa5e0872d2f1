#pragma once

#include <string_view>

namespace dssearch::text {

/// A line for each syllable of pinyin, without tones and with v for ü, in the order of their bytes:
/// the syllable, a blank, and the characters of GB 2312 that are read so, the common ones by
/// pinyin, then others by radicals. Readings are those that ICU 72 has in texts (Han-Latin) and in
/// names of people (Han-Latin/Names), and those of common characters that ICU lacks: 地 di, 行
/// hang, 都 du, 调 tiao, 传 zhuan and so on. lüe and nüe stand as lve and lue, nve and nue.
///
/// It is a fixed table, since to ask ICU for all of them takes a fifth of a second, which is ten
/// times as long as a search with its process.
extern const std::string_view kCharactersOfSyllables;

}  // namespace dssearch::text
