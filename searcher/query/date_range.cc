#include "searcher/query/date_range.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include "dssearch/error.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::DayRange;

// Larger numbers of any unit are no sensible range, and would exceed the calendar.
constexpr int kMostUnits = 5000;

// Consumes a number up to kMostUnits at the front of `text`: 12, 三, 十二, 二十.
std::optional<int> TakeNumber(std::string_view& text) {
  constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  int number = 0;
  bool any = false;
  bool tens = false;
  while (!text.empty()) {
    std::size_t next = 0;
    char32_t c = text::Next(text, next);
    if (c == U'两') c = U'二';
    const std::size_t digit = kDigits.find(c);
    if (c >= '0' && c <= '9') {
      number = number * 10 + static_cast<int>(c - '0');
    } else if (digit != std::u32string_view::npos) {
      number += static_cast<int>(digit);
    } else if (c == U'十' && !tens) {
      number = std::max(number, 1) * 10;
      tens = true;
    } else {
      break;
    }
    if (number > kMostUnits) return std::nullopt;
    any = true;
    text.remove_prefix(next);
  }
  if (!any) return std::nullopt;
  return number;
}

bool TakeAny(std::string_view& text, std::initializer_list<std::string_view> beginnings) {
  for (const std::string_view beginning : beginnings) {
    if (!text.starts_with(beginning)) continue;
    text.remove_prefix(beginning.size());
    return true;
  }
  return false;
}

DayRange DateOrThrow(std::string_view date) {
  const auto days = format::ParseDate(date);
  if (!days)
    throw Error(ErrorCode::kInvalidRequest, "'" + std::string(date) + "' is not a date",
                format::kDateHint);
  return *days;
}

}  // namespace

std::optional<DayRange> RecentDays(std::string_view text, int today) {
  const bool chinese = TakeAny(text, {"最近", "过去", "近"});
  int count = 6;
  bool half = false;
  if (chinese && TakeAny(text, {"半年"})) {
    half = true;
  } else if (const std::optional<int> number = TakeNumber(text)) {
    count = *number;
  } else {
    return std::nullopt;
  }
  enum class Unit { kDay, kWeek, kMonth, kYear } unit = Unit::kMonth;
  if (!half && chinese) {
    if (TakeAny(text, {"年"})) {
      unit = Unit::kYear;
    } else if (TakeAny(text, {"个月", "月"})) {
      unit = Unit::kMonth;
    } else if (TakeAny(text, {"个星期", "周"})) {
      unit = Unit::kWeek;
    } else if (TakeAny(text, {"天", "日"})) {
      unit = Unit::kDay;
    } else {
      return std::nullopt;
    }
  } else if (!half) {
    constexpr std::array kUnits = {std::pair{"d", Unit::kDay}, std::pair{"w", Unit::kWeek},
                                   std::pair{"m", Unit::kMonth}, std::pair{"y", Unit::kYear}};
    const auto* found = std::find_if(kUnits.begin(), kUnits.end(),
                                     [&](const auto& one) { return text == one.first; });
    if (found == kUnits.end()) return std::nullopt;
    unit = found->second;
    text = {};
  }
  if (!text.empty() || count == 0) return std::nullopt;
  switch (unit) {
    case Unit::kDay:
      return DayRange{format::DaysBefore(today, count), today};
    case Unit::kWeek:
      return DayRange{format::DaysBefore(today, count * 7), today};
    case Unit::kMonth:
      return DayRange{format::MonthsBefore(today, count), today};
    case Unit::kYear:
      break;
  }
  return DayRange{format::MonthsBefore(today, count * 12), today};
}

std::optional<DayRange> ParseDateRange(std::string_view text, int today) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    const auto date = format::ParseDate(text);
    return date ? date : RecentDays(text, today);
  }
  const std::string_view from = text.substr(0, dots);
  const std::string_view to = text.substr(dots + 2);
  if (from.empty() && to.empty()) return std::nullopt;
  DayRange range{format::kFirstDay, format::kLastDay};
  if (!from.empty()) {
    const auto first = format::ParseDate(from);
    if (!first) return std::nullopt;
    range.first = first->first;
  }
  if (!to.empty()) {
    const auto last = format::ParseDate(to);
    if (!last) return std::nullopt;
    range.last = last->last;
  }
  if (range.first > range.last) return std::nullopt;
  return range;
}

std::optional<DayRange> DaysOf(const SearchRequest& request) {
  if (request.since.empty() && request.until.empty() && request.last.empty()) return std::nullopt;
  if (!request.last.empty()) {
    if (!request.since.empty() || !request.until.empty())
      throw Error(ErrorCode::kInvalidRequest, "last goes with neither since nor until",
                  "leave one of them out");
    if (const auto days = RecentDays(request.last, TodayOf(request))) return days;
    throw Error(ErrorCode::kInvalidRequest, "'" + request.last + "' is no span of time",
                "a span is a number and d, w, m or y: 90d, 6m, 1y");
  }
  DayRange range{format::kFirstDay, format::kLastDay};
  if (!request.since.empty()) range.first = DateOrThrow(request.since).first;
  if (!request.until.empty()) range.last = DateOrThrow(request.until).last;
  if (range.first > range.last)
    throw Error(ErrorCode::kInvalidRequest,
                "the range ends before it begins: " + request.since + " to " + request.until,
                "swap the two dates");
  return range;
}

std::string FormatDateRange(DayRange days) {
  if (days == DayRange{format::kFirstDay, format::kLastDay}) return "0000..9999";
  std::string whole = format::FormatDate(days);
  if (format::ParseDate(whole) == days) return whole;
  // The shortest date whose first, or last, day is `day`.
  const auto shortest = [](int day, bool first) {
    std::string full = format::FormatDate({day, day});
    for (const std::size_t size : {4U, 7U}) {
      const DayRange range = *format::ParseDate(full.substr(0, size));
      if ((first ? range.first : range.last) == day) return full.substr(0, size);
    }
    return full;
  };
  return (days.first == format::kFirstDay ? "" : shortest(days.first, true)) + ".." +
         (days.last == format::kLastDay ? "" : shortest(days.last, false));
}

std::string Today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, sizeof "YYYY-MM-DD"> day{};
  std::strftime(day.data(), day.size(), "%F", &local);
  return day.data();
}

int TodayOf(const SearchRequest& request) {
  const std::string today = request.today.empty() ? Today() : request.today;
  const DayRange day = DateOrThrow(today);
  if (day.first != day.last)
    throw Error(ErrorCode::kInvalidRequest, "'" + today + "' is no day", "today is YYYY-MM-DD");
  return day.last;
}

}  // namespace dssearch
