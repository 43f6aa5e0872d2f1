#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace dssearch::text {

/// Whether `word` is one of a short list.
inline bool IsAmong(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace dssearch::text
