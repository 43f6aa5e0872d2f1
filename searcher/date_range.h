#pragma once

#include <optional>
#include <string_view>

#include "searcher/format/calendar.h"

namespace dssearch {

/// The days that a date filter spans: DATE, FROM..TO, FROM.. or ..TO, where a
/// date is YYYY, YYYY-MM or YYYY-MM-DD. Nothing for anything else, and for a
/// range that ends before it begins.
std::optional<format::DayRange> ParseDateRange(std::string_view text);

/// The days from `since` to `until`, either of them empty for open. Throws
/// Error kInvalidRequest for what is not a date and for a reversed range.
format::DayRange RangeOf(std::string_view since, std::string_view until);

}  // namespace dssearch
