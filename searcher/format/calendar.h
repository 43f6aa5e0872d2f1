#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dssearch::format {

/// A range of calendar days, both ends inclusive, each as the number YYYYMMDD, which compares as
/// days do. There are no time zones: a date is what is printed on the paper.
struct DayRange {
  int first = 0;
  int last = 0;

  bool operator==(const DayRange&) const = default;
};

/// Whether two ranges have a day in common.
constexpr bool Overlap(DayRange a, DayRange b) { return a.first <= b.last && a.last >= b.first; }

inline constexpr int kFirstDay = 101;      ///< 0000-01-01
inline constexpr int kLastDay = 99991231;  ///< 9999-12-31

/// The days of YYYY, YYYY-MM or YYYY-MM-DD, or of 2024年, 2024年3月 or 2024年3月7日; nothing for
/// any other text, and for no date of the Gregorian calendar.
std::optional<DayRange> ParseDate(std::string_view text);

// The functions below require days of the calendar, as ParseDate and DecodeDay return them.

/// The month and the year of a day.
DayRange MonthOf(int day);
DayRange YearOf(int day);

/// The day after; kLastDay for kLastDay itself.
int NextDay(int day);

/// The day `days` days before, kFirstDay at the earliest.
int DaysBefore(int day, int days);

/// The same day `months` months before, or the last day of that month: two months before 2024-04-30
/// is 2024-02-29. kFirstDay at the earliest.
int MonthsBefore(int day, int months);

/// The shortest date for a range: 2024, 2024-03, 2024-03-07; the date of its first day for a range
/// that is no year, month or day.
std::string FormatDate(DayRange range);

/// A day in digits: "20240307".
std::string EncodeDay(int day);

/// The inverse of EncodeDay; 0 for a text that is no day of the calendar.
int DecodeDay(std::string_view value);

/// The bytes of a range in the index: those of both days, and their inverse. Both days are 0 in
/// that of other bytes, such as an empty value.
std::string EncodeDays(DayRange range);
DayRange DecodeDays(std::string_view value);

/// The hint for a date that was not understood.
inline constexpr const char* kDateHint = "a date is YYYY, YYYY-MM or YYYY-MM-DD";

}  // namespace dssearch::format
