#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dssearch/request.h"
#include "searcher/format/calendar.h"

namespace dssearch {

/// The days that a date filter spans: DATE, FROM..TO, FROM.. or ..TO, where a
/// date is as format::ParseDate reads it, or RecentDays. Nothing for anything
/// else, and for a range that ends before it begins.
std::optional<format::DayRange> ParseDateRange(std::string_view text, int today);

/// The days up to `today` that 6m, 1y, 2w, 90d, 近三年, 最近6个月 or 过去半年
/// mean, from the same day of an earlier month or year on: 1y on 2024-02-29 is
/// 2023-02-28..2024-02-29. Nothing for anything else.
std::optional<format::DayRange> RecentDays(std::string_view text, int today);

/// The days that a request is limited to by since, until and last; nothing
/// where it has none of them. Throws Error kInvalidRequest for what is no date,
/// for a reversed range, and for `last` beside another one.
std::optional<format::DayRange> DaysOf(const SearchRequest& request);

/// FROM..TO in the shortest dates, FROM.. and ..TO for what is open, or DATE.
std::string FormatDateRange(format::DayRange days);

/// `today` of a request, the day that the system has where it has none. Throws
/// Error kInvalidRequest for what is no day.
int TodayOf(const SearchRequest& request);

}  // namespace dssearch
