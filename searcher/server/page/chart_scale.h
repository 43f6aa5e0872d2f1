#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dssearch::server {

// Where the parts of a chart stand.

/// The distance of the ticks of an axis from 0 to at least `highest`: 1, 2 or 5 times a power of
/// ten, so that there are at most `most` ticks above 0. RoundStep(47, 5) is 10.
std::uint64_t RoundStep(std::uint64_t highest, std::uint64_t most);

/// Every how many years one is named, where a year has `width` and a name takes `name`: 1, 2, 5,
/// 10, 20, 50 and so on.
int YearStep(double width, double name);

/// The places of labels that should stand at `wanted`, which ascend: each at least `distance` below
/// the one before, all between `top` and `bottom` as far as there is room, and none moved farther
/// than these ask for.
std::vector<double> SpreadLabels(std::vector<double> wanted, double distance, double top,
                                 double bottom);

}  // namespace dssearch::server
