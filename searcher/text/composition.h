#pragma once

#include <string>
#include <string_view>

namespace dssearch::text {

/// The text with each letter and its accents as one character where there is
/// one (Unicode's NFC). What is not UTF-8 throughout is left as it is.
std::string Composed(std::string_view text);

}  // namespace dssearch::text
