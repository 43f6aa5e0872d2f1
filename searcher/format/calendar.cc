#include "searcher/format/calendar.h"

#include <array>
#include <cstdio>
#include <string>

namespace dssearch::format {
namespace {

// The number that `text` is, if it is digits and nothing else.
std::optional<int> Number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

int DaysOf(int year, int month) {
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// 2024年3月7日 as 2024-03-07; nothing for what does not begin so.
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
  if (!year) return std::nullopt;
  if (!has_month) return YearOf(*year * 10000 + 101);
  const std::optional<int> month = Number(text.substr(5, 2));
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  const int base = *year * 10000 + *month * 100;
  if (!has_day) return MonthOf(base + 1);
  const std::optional<int> day = Number(text.substr(8, 2));
  if (!day || *day < 1 || *day > DaysOf(*year, *month)) return std::nullopt;
  return DayRange{base + *day, base + *day};
}

DayRange MonthOf(int day) {
  const int base = day / 100 * 100;
  return {base + 1, base + DaysOf(day / 10000, day / 100 % 100)};
}

DayRange YearOf(int day) {
  const int base = day / 10000 * 10000;
  return {base + 101, base + 1231};
}

std::string EncodeDay(int day) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%08d", day);
  return digits.data();
}

int DecodeDay(std::string_view value) { return value.size() == 8 ? Number(value).value_or(0) : 0; }

int NextDay(int day) {
  const int year = day / 10000;
  const int month = day / 100 % 100;
  if (day == kLastDay) return day;
  if (day % 100 < DaysOf(year, month)) return day + 1;
  return month < 12 ? year * 10000 + (month + 1) * 100 + 1 : (year + 1) * 10000 + 101;
}

std::string FormatDate(DayRange range) {
  const std::string day = EncodeDay(range.first);
  std::string date = day.substr(0, 4);
  if (range == YearOf(range.first)) return date;
  date.append("-").append(day, 4, 2);
  if (range == MonthOf(range.first)) return date;
  return date.append("-").append(day, 6, 2);
}

}  // namespace dssearch::format
