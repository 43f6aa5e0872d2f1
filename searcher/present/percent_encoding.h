#pragma once

#include <string>
#include <string_view>

namespace dssearch {

/// Appends a byte as an address has it: ' ' as "%20".
inline void AppendPercentEncoded(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += {'%', kHex[byte >> 4], kHex[byte & 15]};
}

}  // namespace dssearch
