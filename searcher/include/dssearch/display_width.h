#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dssearch/api.h"

namespace dssearch {

/// The number of cells of a terminal that the UTF-8 `text` takes: two for a wide character (Han,
/// kana, full width), none for a combining mark, a zero width character or a control, else one.
/// DisplayWidth("GPT-4模型") is 9. Thread-safe.
DSSEARCH_API std::size_t DisplayWidth(std::string_view text);

/// The longest prefix of `text` that takes at most `cells` cells and does not cut a character.
/// Valid as long as `text`. Thread-safe.
DSSEARCH_API std::string_view CutToWidth(std::string_view text, std::size_t cells);

}  // namespace dssearch
