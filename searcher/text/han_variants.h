#pragma once

#include <string_view>

namespace dssearch::text {

/// Pairs of a traditional and a simplified Han character, one after the other: 裡里麼么… Each is a
/// single code point, and no simplified form is listed as a traditional one.
extern const std::string_view kSimplifiedForms;

}  // namespace dssearch::text
