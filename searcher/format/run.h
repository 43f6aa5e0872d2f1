#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

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

/// The metadata entry of a segment, key and value, that notes the time of a run, of which documents
/// have the number alone.
std::pair<std::string, std::string> RunEntry(const Run& run);

/// The run with a number, as documents have it in the slots of kRun fields, with its time as
/// EncodeRun writes them; empty where the segment has none. Throws Xapian::Error.
std::string RunTextOf(const std::string& number, const Xapian::Database& segment);

/// The day of a time in UTC as the number YYYYMMDD; 0 for a time that is not known.
int DayOfTime(std::int64_t time);

/// A time as RFC 3339 has it, in UTC: "2026-11-30T11:40:00Z"; empty for one that is not known.
std::string FormatTime(std::int64_t time);

}  // namespace dssearch::format
