#pragma once

#include <string>
#include <string_view>

namespace dssearch::text {

/// The text in Unicode's NFC: a letter and its accents are one character where there is one. A text
/// that is not valid UTF-8 is returned unchanged.
std::string Composed(std::string_view text);

}  // namespace dssearch::text
