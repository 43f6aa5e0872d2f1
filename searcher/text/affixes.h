#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace dssearch::text {

// How texts begin and end: the words around a date or a name.

inline bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [text](std::string_view prefix) { return text.starts_with(prefix); });
}

/// Takes the first of `prefixes` that a text begins with off it. Returns whether there is one.
inline bool TakePrefix(std::string_view& text, std::initializer_list<std::string_view> prefixes) {
  for (const std::string_view prefix : prefixes) {
    if (!text.starts_with(prefix)) continue;
    text.remove_prefix(prefix.size());
    return true;
  }
  return false;
}

/// Takes the first of `suffixes` that a text ends with off it. Returns whether there is one.
inline bool TakeSuffix(std::string_view& text, std::initializer_list<std::string_view> suffixes) {
  for (const std::string_view suffix : suffixes) {
    if (!text.ends_with(suffix)) continue;
    text.remove_suffix(suffix.size());
    return true;
  }
  return false;
}

}  // namespace dssearch::text
