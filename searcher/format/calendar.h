#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dssearch::format {

/// A range of calendar days, both inclusive, each as the number YYYYMMDD.
/// There is no time zone anywhere: a date is what is printed on the paper.
struct DayRange {
  int first = 0;
  int last = 0;

  bool operator==(const DayRange&) const = default;
};

inline constexpr int kFirstDay = 101;      ///< 0000-01-01
inline constexpr int kLastDay = 99991231;  ///< 9999-12-31

/// The days that YYYY, YYYY-MM or YYYY-MM-DD stands for; nothing if it is no
/// date of the Gregorian calendar.
std::optional<DayRange> ParseDate(std::string_view text);

/// "20240307".
std::string EncodeDay(int day);

/// Inverse of EncodeDay; 0 for what is not eight digits, such as no value.
int DecodeDay(std::string_view value);

/// The bucket of a date facet that a paper of this date falls into: its month
/// (2024-03), or its year where only that is known (2024).
std::string DateBucket(DayRange range);

/// What to tell someone whose date was not understood.
inline constexpr const char* kDateHint = "a date is YYYY, YYYY-MM or YYYY-MM-DD";

}  // namespace dssearch::format
