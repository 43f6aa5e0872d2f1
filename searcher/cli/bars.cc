#include "searcher/cli/bars.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dssearch::cli {
namespace {

constexpr std::array<std::string_view, 9> kLevels = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

}  // namespace

std::string BarOf(std::uint64_t count, std::uint64_t highest, std::size_t cells) {
  std::string bar;
  if (count > 0)
    for (std::size_t i = std::max<std::size_t>(1, count * cells / highest); i > 0; --i)
      bar += kLevels.back();
  return bar;
}

std::string ColumnsOf(const std::vector<std::uint64_t>& counts) {
  std::uint64_t highest = 1;
  for (const std::uint64_t count : counts) highest = std::max(highest, count);
  std::string columns;
  for (const std::uint64_t count : counts)
    columns += kLevels.at(count == 0 ? 0 : 1 + (count * (kLevels.size() - 2) / highest));
  return columns;
}

}  // namespace dssearch::cli
