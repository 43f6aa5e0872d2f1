#include "searcher/query/date_range.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include "dssearch/error.h"
#include "searcher/text/affixes.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using text::TakePrefix;
using text::TakeSuffix;

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

// The days from the first of `from` to the last of `to`, two years.
std::optional<DayRange> Years(std::string_view from, std::string_view to) {
  if (!IsYear(from) || !IsYear(to) || from > to) return std::nullopt;
  return DayRange{format::ParseDate(from)->first, format::ParseDate(to)->last};
}

// Months `first` to `last` of a year.
DayRange Months(std::string_view year, int first, int last) {
  const int base = format::ParseDate(year)->first / 10000 * 10000;
  return {base + first * 100 + 1, format::MonthOf(base + last * 100 + 1).last};
}

// A part of a year: 2024年上半年, 2024年第一季度, 2024q1.
std::optional<DayRange> PartOfYear(std::string_view text) {
  const std::string_view year = text.substr(0, 4);
  if (!IsYear(year)) return std::nullopt;
  text.remove_prefix(4);
  if (TakePrefix(text, {"q"}) && text.size() == 1 && text >= "1" && text <= "4") {
    const int quarter = text[0] - '0';
    return Months(year, quarter * 3 - 2, quarter * 3);
  }
  if (!TakePrefix(text, {"年"})) return std::nullopt;
  if (text == "上半年") return Months(year, 1, 6);
  if (text == "下半年") return Months(year, 7, 12);
  TakePrefix(text, {"第"});
  const std::optional<int> quarter = TakeNumber(text);
  if (!quarter || *quarter < 1 || *quarter > 4 || text != "季度") return std::nullopt;
  return Months(year, *quarter * 3 - 2, *quarter * 3);
}

// A month and a year in English: march 2025, mar. 2025, mar, 2025, 2025 march.
std::optional<DayRange> EnglishMonth(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  constexpr std::size_t kShortest = 3;
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  std::string_view month = text.substr(0, blank);
  std::string_view year = text.substr(blank + 1);
  if (IsYear(month)) std::swap(month, year);
  TakeSuffix(month, {".", ","});
  if (!IsYear(year) || month.size() < kShortest) return std::nullopt;
  const auto* found = std::find_if(kMonths.begin(), kMonths.end(), [&](std::string_view name) {
    return name == month || name.substr(0, kShortest) == month ||
           (month == "sept" && name.starts_with(month));
  });
  if (found == kMonths.end()) return std::nullopt;
  const int number = static_cast<int>(found - kMonths.begin()) + 1;
  return Months(year, number, number);
}

// A date, less exact than a day or not: 2024, 2024年, 2024-02, 2024.02, 2024年2月, march 2024.
std::optional<DayRange> DateAt(std::string_view text) {
  if (const auto month = EnglishMonth(text)) return month;
  if (!IsYear(text.substr(0, 4))) return std::nullopt;
  std::string plain(text);
  if (plain.size() == 7 && (plain[4] == '.' || plain[4] == '/')) plain[4] = '-';
  return format::ParseDate(plain);
}

// The days of words that limit them on one side, or on none: before 2005, since march 2024.
std::optional<DayRange> EnglishLimit(std::string_view text) {
  enum class Limit { kSince, kAfter, kUntil, kBefore } limit = Limit::kSince;
  if (TakePrefix(text, {"since "})) {
    limit = Limit::kSince;
  } else if (TakePrefix(text, {"after "})) {
    limit = Limit::kAfter;
  } else if (TakePrefix(text, {"until ", "till ", "up to "})) {
    limit = Limit::kUntil;
  } else if (TakePrefix(text, {"before ", "prior to "})) {
    limit = Limit::kBefore;
  } else {
    return std::nullopt;
  }
  const auto date = DateAt(text);
  if (!date) return std::nullopt;
  switch (limit) {
    case Limit::kSince:
      return DayRange{date->first, format::kLastDay};
    case Limit::kAfter:
      return DayRange{format::NextDay(date->last), format::kLastDay};
    case Limit::kUntil:
      return DayRange{format::kFirstDay, date->last};
    case Limit::kBefore:
      break;
  }
  return DayRange{format::kFirstDay, format::DaysBefore(date->first, 1)};
}

std::optional<DayRange> EnglishDateWords(std::string_view text, int today) {
  const int this_year = today / 10000;
  const auto year = [](int number) { return format::YearOf(number * 10000 + 101); };
  if (text == "this year") return year(this_year);
  if (text == "last year") return year(this_year - 1);
  if (const auto days = EnglishLimit(text)) return days;
  std::string_view middle;
  if (TakePrefix(text, {"from "})) middle = " to ";
  if (TakePrefix(text, {"between "})) middle = " and ";
  if (!middle.empty()) {
    const std::size_t at = text.find(middle);
    if (at == std::string_view::npos) return std::nullopt;
    return Years(text.substr(0, at), text.substr(at + middle.size()));
  }
  if (!TakePrefix(text, {"last ", "past "})) return std::nullopt;
  // last 3 years, past 6 months: in the form of a span.
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  std::string_view unit = text.substr(blank + 1);
  TakeSuffix(unit, {"s"});
  if (unit != "year" && unit != "month" && unit != "week" && unit != "day") return std::nullopt;
  return RecentDays(std::string(text.substr(0, blank)) + unit.front(), today);
}

DayRange DateOrThrow(std::string_view date) {
  const auto days = format::ParseDate(date);
  if (!days)
    throw Error(ErrorCode::kInvalidRequest, "'" + std::string(date) + "' is not a date",
                format::kDateHint);
  return *days;
}

}  // namespace

bool IsYear(std::string_view text) {
  return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")) &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<DayRange> RecentDays(std::string_view text, int today) {
  const bool chinese = TakePrefix(text, {"最近", "过去", "近"});
  int count = 6;
  bool half = false;
  if (chinese && TakePrefix(text, {"半年"})) {
    half = true;
  } else if (const std::optional<int> number = TakeNumber(text)) {
    count = *number;
  } else {
    return std::nullopt;
  }
  enum class Unit { kDay, kWeek, kMonth, kYear } unit = Unit::kMonth;
  if (!half && chinese) {
    if (TakePrefix(text, {"年"})) {
      unit = Unit::kYear;
    } else if (TakePrefix(text, {"个月", "月"})) {
      unit = Unit::kMonth;
    } else if (TakePrefix(text, {"个星期", "周"})) {
      unit = Unit::kWeek;
    } else if (TakePrefix(text, {"天", "日"})) {
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

std::optional<DayRange> DateWords(std::string_view text, int today) {
  if (const auto days = EnglishDateWords(text, today)) return days;
  // The papers of 2024年2月的论文 are what all is about.
  if (TakeSuffix(text, {"论文", "文章", "文献", "研究"})) {
    if (!TakeSuffix(text, {"的"})) return std::nullopt;
    TakeSuffix(text, {"所发表", "发表"});
  }
  const int this_year = today / 10000;
  if (text == "今年" || text == "去年" || text == "前年")
    return format::YearOf((this_year - (text == "今年"   ? 0
                                        : text == "去年" ? 1
                                                         : 2)) *
                              10000 +
                          101);
  if (const auto part = PartOfYear(text)) return part;
  if (TakeSuffix(text, {"以来", "至今", "以后", "之后", "后"})) {
    const auto from = DateAt(text);
    if (!from) return std::nullopt;
    return DayRange{from->first, format::kLastDay};
  }
  if (TakeSuffix(text, {"以前", "之前", "前"})) {
    const auto date = DateAt(text);
    if (!date) return std::nullopt;
    return DayRange{format::kFirstDay, format::DaysBefore(date->first, 1)};
  }
  for (const std::string_view dash : {"-", "–", "—", "——", "~", "至", "到"}) {
    const std::size_t at = text.find(dash);
    if (at == std::string_view::npos) continue;
    std::string_view from = text.substr(0, at);
    std::string_view to = text.substr(at + dash.size());
    if (dash != "-" || to.size() == 4 || to.ends_with("年")) {
      TakeSuffix(from, {"年"});
      TakeSuffix(to, {"年"});
      if (const auto years = Years(from, to)) return years;
    }
  }
  if (text::HasUnspaced(text) && !text.empty() && static_cast<unsigned char>(text.front()) >= 0x80)
    return RecentDays(text, today);
  std::string_view year = text;
  TakeSuffix(year, {"年"});
  return IsYear(year) ? std::nullopt : DateAt(text);
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
