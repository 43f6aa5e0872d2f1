#include "searcher/server/url.h"

#include <vector>

#include "searcher/present/percent_encoding.h"

namespace dssearch::server {

Url Url::With(std::string_view name, std::string_view value) const {
  Url changed = *this;
  std::erase_if(changed.parameters_,
                [&](const auto& parameter) { return parameter.first == name; });
  if (!value.empty()) changed.parameters_.emplace_back(name, value);
  return changed;
}

Url Url::And(std::string_view name, std::string_view value) const {
  Url changed = *this;
  changed.parameters_.emplace_back(name, value);
  return changed;
}

Url Url::Without(std::string_view name, std::string_view value) const {
  Url changed = *this;
  std::erase_if(changed.parameters_, [&](const auto& parameter) {
    return parameter.first == name && parameter.second == value;
  });
  return changed;
}

std::string Url::text() const {
  // A path that begins with two slashes would name another host.
  std::string_view path = path_;
  while (path.starts_with("//")) path.remove_prefix(1);
  std::string text = PercentEncode(base_) + PercentEncode(path);
  char before = '?';
  for (const auto& [name, value] : parameters_) {
    text += before;
    text += PercentEncode(name) + '=' + PercentEncode(value);
    before = '&';
  }
  return text;
}

std::string PercentEncode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
    } else {
      AppendPercentEncoded(encoded, c);
    }
  }
  return encoded;
}

}  // namespace dssearch::server
