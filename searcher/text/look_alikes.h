#pragma once

#include <string>

namespace dssearch::text {

/// The Han characters that are easily taken for another one, because they look like it: 未 for 末.
/// Simplified characters only, as folded texts have them. None for most characters. Thread-safe.
std::u32string LookAlikesOf(char32_t character);

}  // namespace dssearch::text
