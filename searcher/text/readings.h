#pragma once

#include <string_view>

namespace dssearch::text {

/// A line for each syllable of pinyin, without tones and with v for ü: the syllable, a blank, and
/// the characters of Unicode's basic plane whose commonest reading it is, as ICU 72 has it
/// (Han-Latin), in the order of their code points.
///
/// It is a fixed table, since ICU takes a tenth of a second to make what reads a character, in each
/// thread that does: several times as long as a search with its process. A test compares the two.
extern const std::string_view kCommonReadings;

}  // namespace dssearch::text
