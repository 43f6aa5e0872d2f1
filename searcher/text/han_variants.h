#pragma once

#include <string_view>

namespace dssearch::text {

/// Traditional and simplified Han characters in turn: 裡里麼么… Both are single
/// code points, and no simplified form is listed as a traditional one.
extern const std::string_view kSimplifiedForms;

}  // namespace dssearch::text
