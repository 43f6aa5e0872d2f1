#include "searcher/server/page/html.h"

namespace dssearch::server {

Html& Html::operator<<(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&':
        text_ += "&amp;";
        break;
      case '<':
        text_ += "&lt;";
        break;
      case '>':
        text_ += "&gt;";
        break;
      case '"':
        text_ += "&quot;";
        break;
      case '\'':
        text_ += "&#39;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("\uFFFE") || rest.starts_with("\uFFFF")) {
          text_ += ' ';
          i += 2;
        } else {
          text_ += byte >= 0x20 || c == '\n' || c == '\t' ? c : ' ';
        }
      }
    }
  }
  return *this;
}

std::string GroupDigits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

}  // namespace dssearch::server
