#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dssearch {

/// How many cells of a terminal the UTF-8 `text` takes: two for a wide (Han,
/// kana, full width) character, none for what takes no room (combining marks,
/// zero width characters, controls), else one.
std::size_t DisplayWidth(std::string_view text);

/// The longest prefix of `text` that takes at most `cells` cells, never
/// cutting a character.
std::string_view CutToWidth(std::string_view text, std::size_t cells);

}  // namespace dssearch
