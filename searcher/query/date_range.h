#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dssearch/request.h"
#include "searcher/format/calendar.h"

namespace dssearch {

/// The days of a date filter: DATE, FROM..TO, FROM.. or ..TO, where a date is as format::ParseDate
/// reads it, or a range as RecentDays reads it. Nothing for any other text, and for a range that
/// ends before it begins.
std::optional<format::DayRange> ParseDateRange(std::string_view text, int today);

/// The days up to `today` of 6m, 1y, 2w, 90d, 近三年, 最近6个月 or 过去半年, from the same day of
/// an earlier month or year on: 1y on 2024-02-29 is 2023-02-28..2024-02-29. Nothing for any other
/// text.
std::optional<format::DayRange> RecentDays(std::string_view text, int today);

/// Whether a text is a year of the 20th or 21st century in four digits.
bool IsYear(std::string_view text);

/// The days of words that ask for dates and hardly mean anything else, folded and with one blank
/// between them: 2024年2月, 2024年上半年, 2024q1, 2024年以来, 2010年以前, 去年, last year, since
/// 2024-03, after 2020 (from 2021 on), until 2005, before 2005 (up to 2004), march 2025, 2025.03,
/// from 2012 to 2015, 2012-2015, and what RecentDays reads in Chinese. Nothing for any other text;
/// a year alone may be a number.
std::optional<format::DayRange> DateWords(std::string_view text, int today);

/// The days of a request's since, until and last; nothing if it has none of them. Throws Error
/// kInvalidRequest for a text that is no date, for a reversed range, and for `last` together with
/// another one.
std::optional<format::DayRange> DaysOf(const SearchRequest& request);

/// The text of a range: DATE, or FROM..TO in the shortest dates; FROM.. or ..TO for an open end.
std::string FormatDateRange(format::DayRange days);

/// `today` of a request, by default that of the system. Throws Error kInvalidRequest if it is no
/// day.
int TodayOf(const SearchRequest& request);

}  // namespace dssearch
