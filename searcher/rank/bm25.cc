#include "searcher/rank/bm25.h"

#include <algorithm>
#include <cmath>

namespace dssearch::ranking {

double TermWeight(std::uint64_t having, std::uint64_t all) {
  const auto have = static_cast<double>(having);
  const double odds = (static_cast<double>(all) - have + 0.5) / (have + 0.5);
  // What most papers have would count against them.
  return std::log(odds < 2 ? odds / 2 + 1 : odds);
}

float LengthNorm(double length, double average) {
  const double normalized = average > 0 ? std::max(length / average, kMinNormalizedLength) : 1;
  return static_cast<float>(kK1 * (1 - kB + kB * normalized));
}

}  // namespace dssearch::ranking
