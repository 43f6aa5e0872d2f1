#include "searcher/query/percent_encoding.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "searcher/format/identifier.h"
#include "searcher/text/code_points.h"

namespace dssearch {

std::optional<std::string> DecodedText(std::string_view text) {
  if (text.find('%') == std::string_view::npos || text.find("://") != std::string_view::npos ||
      std::any_of(text.begin(), text.end(),
                  [](char c) { return static_cast<unsigned char>(c) <= ' '; }))
    return std::nullopt;
  std::string decoded;
  bool is_encoded = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    unsigned char byte = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc() || digits.size() < 2 || end != digits.data() + digits.size() ||
        byte < ' ')
      return std::nullopt;
    is_encoded = is_encoded || byte == ' ' || byte >= 0x80;
    decoded += static_cast<char>(byte);
    i += 2;
  }
  if (!is_encoded || !text::IsValid(decoded) || format::ParseIdentifier(text)) return std::nullopt;
  return decoded;
}

}  // namespace dssearch
