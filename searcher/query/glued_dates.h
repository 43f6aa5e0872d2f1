#pragma once

#include <string_view>
#include <vector>

namespace dssearch {

/// The parts of a word that has a date without a blank before or behind it, in their order: 2011年
/// and 阅读推广 of 2011年阅读推广 and of 2011年的阅读推广, 阅读推广 and 2010-2012 of
/// 阅读推广(2010-2012). Dates are those of DateWords, and years; behind what is not Chinese they
/// stand in brackets. Brackets and words between the parts (的, 以来) are in none of them.
///
/// Only the word itself if it is nothing but a date, or has none. `today` is a day as YYYYMMDD; a
/// number after its next year is no year: 健康中国2030.
std::vector<std::string_view> PartsAroundDates(std::string_view word, int today);

}  // namespace dssearch
