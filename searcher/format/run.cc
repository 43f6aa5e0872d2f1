#include "searcher/format/run.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <system_error>

namespace dssearch::format {
namespace chrono = std::chrono;
namespace {

constexpr std::int64_t kLastTime = 253'402'300'799;  // 9999-12-31T23:59:59Z

bool IsKnown(std::int64_t time) { return time > 0 && time <= kLastTime; }

chrono::sys_seconds TimeOf(std::int64_t time) { return chrono::sys_seconds(chrono::seconds(time)); }

}  // namespace

std::string EncodeRun(const Run& run) {
  return std::to_string(run.commit) + ' ' + std::to_string(run.time);
}

Run DecodeRun(std::string_view text) {
  Run run;
  const char* const end = text.data() + text.size();
  const auto [blank, error] = std::from_chars(text.data(), end, run.commit);
  if (error != std::errc() || blank == end || *blank != ' ') return {};
  const auto [last, time_error] = std::from_chars(blank + 1, end, run.time);
  return time_error == std::errc() && last == end && IsKnown(run.time) ? run : Run{};
}

int DayOfTime(std::int64_t time) {
  if (!IsKnown(time)) return 0;
  const chrono::year_month_day date(chrono::floor<chrono::days>(TimeOf(time)));
  return static_cast<int>(date.year()) * 10000 +
         static_cast<int>(static_cast<unsigned>(date.month()) * 100 +
                          static_cast<unsigned>(date.day()));
}

std::string FormatTime(std::int64_t time) {
  if (!IsKnown(time)) return {};
  const chrono::hh_mm_ss clock(TimeOf(time) - chrono::floor<chrono::days>(TimeOf(time)));
  const int day = DayOfTime(time);
  // The compiler does not know how many digits each has.
  constexpr std::size_t kMostBytes = 80;
  char text[kMostBytes];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", day / 10000, day / 100 % 100,
                day % 100, static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

}  // namespace dssearch::format
