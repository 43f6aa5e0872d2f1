#include "searcher/format/run.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch::format {
namespace {

TEST(Run, IsReadAsItIsWritten) {
  for (const format::Run& run : {format::Run{12, 1'796'036'400}, format::Run{0, 1},
                                 format::Run{999'999'999, 253'402'300'799}})
    EXPECT_EQ(DecodeRun(EncodeRun(run)), run);
  EXPECT_EQ(EncodeRun({12, 1'796'036'400}), "12 1796036400");
  for (const char* other : {"", "12", "12 ", " 12", "12 x", "12 1796036400 ", "x 1796036400",
                            "12 0", "12 -1", "12 253402300800", "99999999999999999999 1"})
    EXPECT_EQ(DecodeRun(other), format::Run{}) << other;
}

TEST(Run, HasADayAndATimeInUtc) {
  struct Row {
    std::int64_t time;
    int day;
    std::string text;
  };
  const Row rows[] = {
      {0, 0, ""},
      {-1, 0, ""},
      {1, 19700101, "1970-01-01T00:00:01Z"},
      {951'782'399, 20000228, "2000-02-28T23:59:59Z"},
      {951'782'400, 20000229, "2000-02-29T00:00:00Z"},
      {1'796'036'400, 20261130, "2026-11-30T11:00:00Z"},
      {4'294'967'296, 21060207, "2106-02-07T06:28:16Z"},
      {253'402'300'799, 99991231, "9999-12-31T23:59:59Z"},
      {253'402'300'800, 0, ""},
  };
  for (const auto& [time, day, text] : rows) {
    EXPECT_EQ(DayOfTime(time), day) << time;
    EXPECT_EQ(FormatTime(time), text) << time;
  }
}

}  // namespace
}  // namespace dssearch::format
