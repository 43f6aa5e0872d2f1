#pragma once

#include <cstddef>
#include <string_view>

namespace dssearch {

/// The number of insertions, deletions, replacements and swaps of adjacent letters that lead from
/// one ASCII word to the other, capped at `limit` + 1.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit);

/// Whether `typed` differs from `meant` by one slip of the hand: two adjacent letters swapped, one
/// left out, or one typed twice.
bool IsSlip(std::string_view typed, std::string_view meant);

}  // namespace dssearch
