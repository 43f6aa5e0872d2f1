#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dssearch::format {

/// A range of calendar days, both inclusive, each as the number YYYYMMDD: so they stand in the
/// index, and compare as the days do. There is no time zone anywhere: a date is what is printed on
/// the paper.
struct DayRange {
  int first = 0;
  int last = 0;

  bool operator==(const DayRange&) const = default;
};

/// Whether a day is in both.
constexpr bool Overlap(DayRange a, DayRange b) { return a.first <= b.last && a.last >= b.first; }

inline constexpr int kFirstDay = 101;      ///< 0000-01-01
inline constexpr int kLastDay = 99991231;  ///< 9999-12-31

/// The days that YYYY, YYYY-MM or YYYY-MM-DD stands for, or 2024年, 2024年3月 or 2024年3月7日;
/// nothing if it is no date of the Gregorian calendar.
std::optional<DayRange> ParseDate(std::string_view text);

// The functions below take days of the calendar, as ParseDate and DecodeDay return them.

/// The month and the year that a day is in.
DayRange MonthOf(int day);
DayRange YearOf(int day);

/// The day after; kLastDay has none and is its own.
int NextDay(int day);

/// The day so many days before, kFirstDay at the earliest.
int DaysBefore(int day, int days);

/// The same day of an earlier month, or the last one that month has: two months before 2024-04-30
/// is 2024-02-29. kFirstDay at the earliest.
int MonthsBefore(int day, int months);

/// The shortest date that means these days: 2024, 2024-03, 2024-03-07; that of their first day
/// where they are none of these.
std::string FormatDate(DayRange range);

/// "20240307".
std::string EncodeDay(int day);

/// Inverse of EncodeDay; 0 for what is no day of the calendar, such as no value.
int DecodeDay(std::string_view value);

/// What to tell someone whose date was not understood.
inline constexpr const char* kDateHint = "a date is YYYY, YYYY-MM or YYYY-MM-DD";

}  // namespace dssearch::format
