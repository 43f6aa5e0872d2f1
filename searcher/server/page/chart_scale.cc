#include "searcher/server/page/chart_scale.h"

#include <algorithm>

namespace dssearch::server {
namespace {

// The first of 1, 2, 5, 10, 20, ... that is enough.
template <typename Enough>
std::uint64_t FirstRound(const Enough& enough) {
  for (std::uint64_t power = 1;; power *= 10)
    for (const std::uint64_t digit : {1U, 2U, 5U})
      if (enough(digit * power)) return digit * power;
}

}  // namespace

std::uint64_t RoundStep(std::uint64_t highest, std::uint64_t most) {
  return FirstRound([&](std::uint64_t step) { return (highest + step - 1) / step <= most; });
}

int YearStep(double width, double name) {
  return static_cast<int>(FirstRound([&](std::uint64_t years) {
    return static_cast<double>(years) * width >= name || years >= 10'000;
  }));
}

std::vector<double> SpreadLabels(std::vector<double> wanted, double distance, double top,
                                 double bottom) {
  double least = top;
  for (double& at : wanted) {
    at = std::max(at, least);
    least = at + distance;
  }
  double most = bottom;
  for (auto at = wanted.rbegin(); at != wanted.rend(); ++at) {
    *at = std::min(*at, most);
    most = *at - distance;
  }
  return wanted;
}

}  // namespace dssearch::server
