#pragma once

#include <stdlib.h>

#include <string>

namespace dssearch::testing {

/// Sets the time that runs are dated by while it lives.
class Clock {
 public:
  explicit Clock(long long seconds) { Set(seconds); }
  ~Clock() { ::unsetenv(kName); }
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

  void Set(long long seconds) { ::setenv(kName, std::to_string(seconds).c_str(), 1); }

 private:
  static constexpr const char* kName = "SOURCE_DATE_EPOCH";
};

/// 2026-11-01T00:00:00Z, and the seconds of a day.
inline constexpr long long kNovember = 1'793'491'200;
inline constexpr long long kDay = 86'400;

}  // namespace dssearch::testing
