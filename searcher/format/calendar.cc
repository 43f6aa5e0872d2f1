#include "searcher/format/calendar.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace dssearch::format {
namespace chrono = std::chrono;
namespace {

// The number in `text`, if it has digits only.
std::optional<int> Number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

chrono::year_month_day DateOf(int day) {
  return chrono::year_month_day(chrono::year(day / 10000),
                                chrono::month(static_cast<unsigned>(day / 100 % 100)),
                                chrono::day(static_cast<unsigned>(day % 100)));
}

int DayOf(chrono::year_month_day date) {
  return static_cast<int>(date.year()) * 10000 +
         static_cast<int>(static_cast<unsigned>(date.month())) * 100 +
         static_cast<int>(static_cast<unsigned>(date.day()));
}

int LastOfMonth(chrono::year_month month) {
  return DayOf(chrono::year_month_day(month / chrono::last));
}

// 2024年3月7日 as 2024-03-07; nothing if it does not begin like that.
std::optional<std::string> FromChinese(std::string_view text) {
  constexpr std::array<std::string_view, 3> kUnits = {"年", "月", "日"};
  std::string plain;
  for (const std::string_view unit : kUnits) {
    if (text.empty()) break;
    const std::size_t end = text.find(unit);
    if (end == std::string_view::npos) return std::nullopt;
    const std::size_t digits = unit == kUnits.front() ? 4 : 2;
    if (end == 0 || end > digits) return std::nullopt;
    if (!plain.empty()) plain += '-';
    plain.append(unit == kUnits.front() ? 0 : digits - end, '0').append(text.substr(0, end));
    text.remove_prefix(end + unit.size());
  }
  if (plain.empty() || !text.empty()) return std::nullopt;
  return plain;
}

}  // namespace

std::optional<DayRange> ParseDate(std::string_view text) {
  if (const auto plain = FromChinese(text)) return ParseDate(*plain);
  const bool has_month = text.size() >= 7;
  const bool has_day = text.size() == 10;
  if (text.size() != 4 && text.size() != 7 && !has_day) return std::nullopt;
  if ((has_month && text[4] != '-') || (has_day && text[7] != '-')) return std::nullopt;
  const std::optional<int> year = Number(text.substr(0, 4));
  const std::optional<int> month = has_month ? Number(text.substr(5, 2)) : 1;
  const std::optional<int> in_month = has_day ? Number(text.substr(8, 2)) : 1;
  if (!year || !month || !in_month) return std::nullopt;
  const int day = *year * 10000 + *month * 100 + *in_month;
  if (!DateOf(day).ok()) return std::nullopt;
  return has_day ? DayRange{day, day} : has_month ? MonthOf(day) : YearOf(day);
}

DayRange MonthOf(int day) {
  const chrono::year_month_day date = DateOf(day);
  return {day / 100 * 100 + 1, LastOfMonth(date.year() / date.month())};
}

DayRange YearOf(int day) {
  const int base = day / 10000 * 10000;
  return {base + 101, base + 1231};
}

int NextDay(int day) {
  return day == kLastDay ? day : DayOf(chrono::sys_days(DateOf(day)) + chrono::days(1));
}

int DaysBefore(int day, int days) {
  const chrono::sys_days before = chrono::sys_days(DateOf(day)) - chrono::days(days);
  return before < chrono::sys_days(DateOf(kFirstDay)) ? kFirstDay : DayOf(before);
}

int MonthsBefore(int day, int months) {
  const chrono::year_month_day date = DateOf(day);
  const chrono::year_month month = date.year() / date.month() - chrono::months(months);
  if (month.year() < chrono::year(0)) return kFirstDay;
  return std::min(DayOf(month / date.day()), LastOfMonth(month));
}

std::string FormatDate(DayRange range) {
  const std::string day = EncodeDay(range.first);
  std::string date = day.substr(0, 4);
  if (range == YearOf(range.first)) return date;
  date.append("-").append(day, 4, 2);
  if (range == MonthOf(range.first)) return date;
  return date.append("-").append(day, 6, 2);
}

std::string EncodeDay(int day) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%08d", day);
  return digits.data();
}

int DecodeDay(std::string_view value) {
  const int day = value.size() == 8 ? Number(value).value_or(0) : 0;
  return DateOf(day).ok() ? day : 0;
}

std::string EncodeDays(DayRange range) { return EncodeDay(range.first) + EncodeDay(range.last); }

DayRange DecodeDays(std::string_view value) {
  const std::size_t half = value.size() / 2;
  const DayRange range{DecodeDay(value.substr(0, half)), DecodeDay(value.substr(half))};
  return range.first != 0 && range.first <= range.last ? range : DayRange();
}

}  // namespace dssearch::format
