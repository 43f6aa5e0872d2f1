#pragma once

#include <string>
#include <vector>

#include "searcher/text/segments.h"

namespace dssearch::text {

/// A run of Han characters with the names that its terms have in other regions: 软件工程 →
/// 软体工程, 人脸辨识 → 人脸识别, both simplified, since converting characters is not enough:
/// Taiwan's 軟體 folds to 软体. Terms are whole words of the run or sequences of them. Empty if
/// none of them has another name. Thread-safe.
std::vector<std::string> RegionalVariants(const Analysis& analysis, const Segment& run);

/// Only those in which terms of the mainland have their names in Taiwan or Hong Kong.
std::vector<std::string> TaiwanVariants(const Analysis& analysis, const Segment& run);

}  // namespace dssearch::text
