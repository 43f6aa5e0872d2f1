#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::text {

/// The names of a folded run of Han characters in other regions: 软件工程 → 软体工程, 程式码 →
/// 代码. Converting characters is not enough: Taiwan's 軟體 folds to 软体. Empty if no word of the
/// run has another name. Thread-safe.
std::vector<std::string> RegionalVariants(std::string_view run);

}  // namespace dssearch::text
