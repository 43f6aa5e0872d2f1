#pragma once

#include <string>
#include <string_view>

namespace dssearch::text {

/// A text in capitals by the rules of Unicode, which hold for most languages: "Pérez" is "PÉREZ"
/// and "Weiß" is "WEISS".
std::string UpperCase(std::string_view text);

}  // namespace dssearch::text
