#include "searcher/server/html.h"

namespace dssearch::server {

Html& Html::operator<<(std::string_view text) {
  for (const char c : text) {
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
        text_ += byte >= 0x20 || c == '\n' || c == '\t' ? c : ' ';
      }
    }
  }
  return *this;
}

}  // namespace dssearch::server
