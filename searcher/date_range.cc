#include "searcher/date_range.h"

#include <string>

#include "dssearch/error.h"

namespace dssearch {

std::optional<format::DayRange> ParseDateRange(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return format::ParseDate(text);
  const std::string_view from = text.substr(0, dots);
  const std::string_view to = text.substr(dots + 2);
  if (from.empty() && to.empty()) return std::nullopt;
  format::DayRange range{format::kFirstDay, format::kLastDay};
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

format::DayRange RangeOf(std::string_view since, std::string_view until) {
  format::DayRange range{format::kFirstDay, format::kLastDay};
  const auto days = [](std::string_view date) {
    const auto parsed = format::ParseDate(date);
    if (!parsed)
      throw Error(ErrorCode::kInvalidRequest, "'" + std::string(date) + "' is not a date",
                  format::kDateHint);
    return *parsed;
  };
  if (!since.empty()) range.first = days(since).first;
  if (!until.empty()) range.last = days(until).last;
  if (range.first > range.last)
    throw Error(
        ErrorCode::kInvalidRequest,
        "the range ends before it begins: " + std::string(since) + " to " + std::string(until),
        "swap the two dates");
  return range;
}

}  // namespace dssearch
