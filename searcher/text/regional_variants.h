#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::text {

/// How another region writes a folded run of Han characters: 软件工程 →
/// 软体工程, 程式码 → 代码. Characters alone do not tell: Taiwan's 軟體 folds to
/// 软体. Empty where no word has another name. Thread-safe.
std::vector<std::string> RegionalVariants(std::string_view run);

}  // namespace dssearch::text
