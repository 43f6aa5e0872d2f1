#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dssearch::format {

/// A run of dsindex, which published a commit.
struct Run {
  unsigned long commit = 0;  ///< The number of the commit; 0 for a run before commits had numbers.
  std::int64_t time = 0;     ///< When it was published, in seconds since 1970 UTC; 0 if not known.

  bool operator==(const Run&) const = default;
};

/// The text of a run in the columns of a segment: "12 1796036400".
std::string EncodeRun(const Run& run);

/// The inverse of EncodeRun; Run{} for any other text.
Run DecodeRun(std::string_view text);

/// The day of a time in UTC as the number YYYYMMDD; 0 for a time that is not known.
int DayOfTime(std::int64_t time);

/// A time as RFC 3339 has it, in UTC: "2026-11-30T11:40:00Z"; empty for one that is not known.
std::string FormatTime(std::int64_t time);

}  // namespace dssearch::format
