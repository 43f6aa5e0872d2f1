#pragma once

#include <string_view>

#include "searcher/text/code_points.h"

namespace dssearch {

/// Whether a text is UTF-8 throughout: shortest forms, no surrogates, nothing above U+10FFFF.
inline bool IsUtf8(std::string_view text) { return text::IsValid(text); }

}  // namespace dssearch
