#include "searcher/format/calendar.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace dssearch::format {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text;
  std::string_view expected;
};

// "20240201..20240229", or "no date".
std::string Days(std::string_view text) {
  const std::optional<DayRange> days = ParseDate(text);
  return days ? EncodeDay(days->first) + ".." + EncodeDay(days->last) : "no date";
}

TEST(Calendar, ReadsYearsMonthsAndDays) {
  constexpr Case kCases[] = {
      {"2024", "20240101..20241231"},
      {"2024-03", "20240301..20240331"},
      {"2024-04", "20240401..20240430"},
      {"2024-03-07", "20240307..20240307"},
      {"2024-12-31", "20241231..20241231"},
      {"0000", "00000101..00001231"},
      {"0999-01-01", "09990101..09990101"},
      {"9999-12-31", "99991231..99991231"},
      // February.
      {"2023-02", "20230201..20230228"},
      {"2024-02", "20240201..20240229"},
      {"1900-02", "19000201..19000228"},
      {"2000-02", "20000201..20000229"},
      {"2024-02-29", "20240229..20240229"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Days(text), expected) << text;
}

TEST(Calendar, ReadsNothingElse) {
  for (const std::string_view text :
       {"",           "2",           "202",        "20245",       "2024-",      "2024-3",
        "2024-00",    "2024-13",     "2024-1a",    "2024-03-",    "2024-03-7",  "2024-03-00",
        "2024-03-32", "2024-04-31",  "2023-02-29", "1900-02-29",  "2024-02-30", "20240307",
        "2024/03/07", "2024-03/07",  "2024.03",    " 2024",       "2024 ",      "-024",
        "+024",       "2024--1",     "2024-03--1", "2024-03-071", "24年",       "二〇二四",
        "２０２４",   "2024-03-07T", "June",       "0x10"})
    EXPECT_EQ(Days(text), "no date") << text;
  EXPECT_EQ(Days("202\0"sv), "no date");
}

TEST(Calendar, GoesBack) {
  EXPECT_EQ(DaysBefore(20240301, 1), 20240229);
  EXPECT_EQ(DaysBefore(20240301, 366), 20230301);
  EXPECT_EQ(DaysBefore(kFirstDay, 1), kFirstDay);
  EXPECT_EQ(DaysBefore(20240301, 5'000'000), kFirstDay);
  EXPECT_EQ(MonthsBefore(20240430, 2), 20240229);
  EXPECT_EQ(MonthsBefore(20240331, 12), 20230331);
  EXPECT_EQ(MonthsBefore(20240131, 1), 20231231);
  EXPECT_EQ(MonthsBefore(20240131, 60'000), kFirstDay);
}

// A damaged index may have any bytes, which must not become a day outside of the calendar.
TEST(Calendar, DecodesDaysOfTheCalendarAlone) {
  EXPECT_EQ(DecodeDay("20240229"), 20240229);
  EXPECT_EQ(DecodeDay("00000101"), kFirstDay);
  for (const std::string_view value : {"", "2024022", "202402291", "2024-2-9", "20249999",
                                       "20240001", "20240230", "99999999", "00000000"})
    EXPECT_EQ(DecodeDay(value), 0) << value;
}

TEST(Calendar, KnowsItsFirstAndLastDay) {
  EXPECT_EQ(ParseDate("0000-01-01"), (DayRange{kFirstDay, kFirstDay}));
  EXPECT_EQ(ParseDate("9999-12-31"), (DayRange{kLastDay, kLastDay}));
}

TEST(Calendar, EncodesEveryDayInOrder) {
  std::string before;
  int days = 0;
  for (int year = 1800; year < 2200; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= 31; ++day) {
        const std::string digits = EncodeDay(year * 10000 + month * 100 + day);
        const std::string text =
            digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
        const std::optional<DayRange> range = ParseDate(text);
        if (!range) continue;
        ++days;
        const std::string encoded = EncodeDay(range->first);
        ASSERT_EQ(range->first, range->last);
        ASSERT_EQ(encoded.size(), 8U);
        ASSERT_LT(before, encoded) << text;
        ASSERT_EQ(DecodeDay(encoded), range->first) << text;
        before = encoded;
      }
    }
  }
  EXPECT_EQ(days, 146'097);  // This is a cycle of the Gregorian calendar.
}

TEST(Calendar, DecodesNothingThatIsNotEightDigits) {
  EXPECT_EQ(DecodeDay("20240307"), 20240307);
  for (const std::string_view text :
       {"", "2024", "2024030", "202403071", "2024-03-", "2024030a", "00000000"})
    EXPECT_EQ(DecodeDay(text), 0) << text;
}

TEST(Calendar, DecodesRangesThatItEncodes) {
  for (const DayRange range : {DayRange{20240101, 20241231}, {20240307, 20240307}, {101, 99991231}})
    EXPECT_EQ(DecodeDays(EncodeDays(range)), range);
  EXPECT_EQ(EncodeDays({20240101, 20241231}), "2024010120241231");
  for (const std::string_view value : {"", "20240101", "2024010120240132", "2024123120240101",
                                       "20240101202412311", "202401012024123", "0000000020241231"})
    EXPECT_EQ(DecodeDays(value), DayRange()) << value;
}

TEST(Calendar, FormatsTheShortestDate) {
  for (const char* date : {"2024", "2024-02", "2024-02-29", "0000", "9999-12", "9999-12-31"})
    EXPECT_EQ(FormatDate(*ParseDate(date)), date);
  EXPECT_EQ(FormatDate({20240105, 20240301}), "2024-01-05");
}

TEST(Calendar, CountsDays) {
  EXPECT_EQ(NextDay(20240228), 20240229);
  EXPECT_EQ(NextDay(20240229), 20240301);
  EXPECT_EQ(NextDay(20230228), 20230301);
  EXPECT_EQ(NextDay(19000228), 19000301);
  EXPECT_EQ(NextDay(20241231), 20250101);
  EXPECT_EQ(NextDay(kLastDay), kLastDay);
  int days = 0;
  for (int day = kFirstDay; day != kLastDay; day = NextDay(day)) ++days;
  EXPECT_EQ(days + 1, 3652425);  // This is ten thousand years of 365.2425 days.
}

TEST(Calendar, SaysWhatADateIs) {
  EXPECT_STREQ(kDateHint, "a date is YYYY, YYYY-MM or YYYY-MM-DD");
}

}  // namespace
}  // namespace dssearch::format
