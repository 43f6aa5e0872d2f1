#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/text/code_points.h"

namespace dssearch::text {

/// The offsets at which the code points of a text begin, and its size.
inline std::vector<std::size_t> Boundaries(std::string_view text) {
  std::vector<std::size_t> boundaries;
  for (std::size_t i = 0; i < text.size();) {
    boundaries.push_back(i);
    Next(text, i);
  }
  boundaries.push_back(text.size());
  return boundaries;
}

}  // namespace dssearch::text
