#include "searcher/suggest/edit_distance.h"

#include <algorithm>
#include <array>
#include <vector>

namespace dssearch {

// Dynamic programming (optimal string alignment) with the last three rows of the table, since a
// swap refers to the row before the last.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t shorter = std::min(a.size(), b.size());
  if (std::max(a.size(), b.size()) - shorter > limit) return limit + 1;
  std::array<std::vector<std::size_t>, 3> rows;
  for (std::vector<std::size_t>& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t>& row = rows[i % 3];
    const std::vector<std::size_t>& above = rows[(i + 2) % 3];
    const std::vector<std::size_t>& above_that = rows[(i + 1) % 3];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], above_that[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

bool IsSlip(std::string_view typed, std::string_view meant) {
  const auto [at, at_meant] = std::mismatch(typed.begin(), typed.end(), meant.begin(), meant.end());
  const std::size_t same = static_cast<std::size_t>(at - typed.begin());
  const std::string_view rest = typed.substr(same);
  const std::string_view meant_rest = meant.substr(same);
  if (rest.size() + 1 == meant_rest.size()) return rest == meant_rest.substr(1);
  if (rest.size() == meant_rest.size() + 1)
    return same > 0 && rest.front() == typed[same - 1] && rest.substr(1) == meant_rest;
  return rest.size() == meant_rest.size() && rest.size() > 1 && rest[0] == meant_rest[1] &&
         rest[1] == meant_rest[0] && rest.substr(2) == meant_rest.substr(2);
}

}  // namespace dssearch
