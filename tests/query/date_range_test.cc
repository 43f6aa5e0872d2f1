#include "searcher/query/date_range.h"

#include <gtest/gtest.h>

#include <string>

#include "dssearch/error.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using format::DayRange;

struct Case {
  std::string text;
  std::string expected;
};

// "20240101..20240630", or "no range".
std::string Days(const std::optional<DayRange>& days) {
  if (!days) return "no range";
  return format::EncodeDay(days->first) + ".." + format::EncodeDay(days->last);
}

TEST(DateRange, ReadsDatesAndRanges) {
  const Case cases[] = {
      {"2024", "20240101..20241231"},
      {"2024-02", "20240201..20240229"},
      {"2024-12", "20241201..20241231"},
      {"2023..2024-06", "20230101..20240630"},
      {"2024-02-29..", "20240229..99991231"},
      {"..2024-02", "00000101..20240229"},
      {"0000..9999", "00000101..99991231"},
      {"2024年", "20240101..20241231"},
      {"2024年3月", "20240301..20240331"},
      {"2024年12月1日", "20241201..20241201"},
      {"2023年..2024年3月", "20230101..20240331"},
      {"1y", "20231124..20241124"},
      {"2024..2023", "no range"},
      {"..", "no range"},
      {"2024..2024-13", "no range"},
      {"2024年13月", "no range"},
      {"2024年3", "no range"},
      {"24年3月", "no range"},
      {"年", "no range"},
      {"2023年2月29日", "no range"},
      {"", "no range"},
  };
  for (const auto& [text, expected] : cases)
    EXPECT_EQ(Days(ParseDateRange(text, 20241124)), expected) << text;
}

TEST(DateRange, CountsBackFromToday) {
  struct Back {
    int today;
    std::string text;
    std::string expected;
  };
  const Back cases[] = {
      {20261124, "6m", "20260524..20261124"},
      {20261124, "1y", "20251124..20261124"},
      {20261124, "90d", "20260826..20261124"},
      {20261124, "2w", "20261110..20261124"},
      {20261124, "近三年", "20231124..20261124"},
      {20261124, "近3年", "20231124..20261124"},
      {20261124, "最近六个月", "20260524..20261124"},
      {20261124, "过去半年", "20260524..20261124"},
      {20261124, "近两年", "20241124..20261124"},
      {20261124, "近十二个月", "20251124..20261124"},
      {20261124, "近二十年", "20061124..20261124"},
      {20261124, "近一周", "20261117..20261124"},
      {20261124, "最近30天", "20261025..20261124"},
      // Ends of months.
      {20260831, "6m", "20260228..20260831"},
      {20240831, "6m", "20240229..20240831"},
      {20240229, "1y", "20230228..20240229"},
      {20240331, "1m", "20240229..20240331"},
      {20240101, "1d", "20231231..20240101"},
      {20240301, "1d", "20240229..20240301"},
      {20240115, "1m", "20231215..20240115"},
      {20240115, "13m", "20221215..20240115"},
      {20240115, "5000y", "00000101..20240115"},
      {20240115, "5000d", "20100508..20240115"},
      // These are no ranges.
      {20240115, "0d", "no range"},
      {20240115, "6", "no range"},
      {20240115, "m", "no range"},
      {20240115, "6mm", "no range"},
      {20240115, "99999999999d", "no range"},
      {20240115, "近年", "no range"},
      {20240115, "近三", "no range"},
      {20240115, "近三年来", "no range"},
      {20240115, "三年", "no range"},
  };
  for (const auto& [today, text, expected] : cases)
    EXPECT_EQ(Days(RecentDays(text, today)), expected) << text;
}

TEST(DateRange, IsWrittenInTheShortestDates) {
  for (const char* text :
       {"2024", "2024-02", "2024-02-29", "2023..2024", "2023..2024-06", "2024-02-02..2024-02-28",
        "2024-02..", "..2024", "2024-12-31..2025-01", "0000", "9999-12"})
    EXPECT_EQ(FormatDateRange(*ParseDateRange(text, 20240101)), text);
  EXPECT_EQ(FormatDateRange({20240101, 20240630}), "2024..2024-06");
  EXPECT_EQ(FormatDateRange({format::kFirstDay, format::kLastDay}), "0000..9999");
}

std::string ErrorOf(const SearchRequest& request) {
  try {
    DaysOf(request);
    return "no error";
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kInvalidRequest);
    return std::string(e.what()) + " / " + e.hint();
  }
}

TEST(DateRange, SaysWhatIsWrong) {
  EXPECT_EQ(ErrorOf({.last = "soon"}),
            "'soon' is no span of time / a span is a number and d, w, m or y: 90d, 6m, 1y");
  EXPECT_EQ(ErrorOf({.since = "2024", .last = "6m"}),
            "last goes with neither since nor until / leave one of them out");
  EXPECT_EQ(ErrorOf({.last = "6m", .today = "yesterday"}),
            "'yesterday' is not a date / a date is YYYY, YYYY-MM or YYYY-MM-DD");
  EXPECT_EQ(ErrorOf({.last = "6m", .today = "2024"}), "'2024' is no day / today is YYYY-MM-DD");
  EXPECT_EQ(ErrorOf({.since = "2024-03", .until = "2024-02"}),
            "the range ends before it begins: 2024-03 to 2024-02 / swap the two dates");
}

TEST(DateRange, IsEchoed) {
  std::vector<Paper> papers = testing::Titled({"推理 甲", "推理 乙", "近三年 推理 丙"});
  papers[0].date = "2020-05";
  papers[1].date = "2024";
  papers[2].date = "2024-03";
  const testing::TestIndex index(papers);
  const auto search = [&index](SearchRequest request) {
    request.today = "2026-11-24";
    const SearchResponse found = index.searcher().Search(request);
    std::string all = testing::Ids(found) + " | " + found.dates;
    for (const Note& note : found.notes) all += " | " + note.text();
    return all;
  };
  EXPECT_EQ(search({.query = "推理", .last = "3y"}), "p2 p3 | 2023-11-24..2026-11-24");
  EXPECT_EQ(search({.query = "推理", .until = "2024年2月"}), "p2 p1 | ..2024-02");
  EXPECT_EQ(search({.query = "近三年 推理"}),
            "p2 p3 |  | '近三年' is read as dates: 2023-11-24..2026-11-24 (in quotes it is text)");
  EXPECT_EQ(search({.query = "\"近三年\" 推理", .match = Match::kAll}), "p3 | ");
  EXPECT_EQ(search({.query = "近３年 推理"}),
            "p2 p3 |  | '近３年' is read as dates: 2023-11-24..2026-11-24 (in quotes it is text)");
  EXPECT_EQ(search({.query = "date:近三年 推理"}),
            "p2 p3 |  | '近三年' is read as dates: 2023-11-24..2026-11-24");
  EXPECT_EQ(search({.query = "日期:2020年5月"}), "p1 | ");
}

TEST(DateWords, AreDatesThatCanBeNothingElse) {
  struct Words {
    std::string words;
    std::string range;
  };
  const Words cases[] = {
      {"2024年2月", "2024-02"},
      {"2024年2月的论文", "2024-02"},
      {"2024年2月发表的论文", "2024-02"},
      {"2024-02", "2024-02"},
      {"2024-02-05", "2024-02-05"},
      {"2024年上半年", "2024..2024-06"},
      {"2024年下半年", "2024-07..2024"},
      {"2024年第一季度", "2024..2024-03"},
      {"2024年四季度", "2024-10..2024"},
      {"2024q1", "2024..2024-03"},
      {"2024年以来", "2024.."},
      {"2024年3月以来", "2024-03.."},
      {"2010年以前", "..2009"},
      {"2010年之前", "..2009"},
      {"2012年前", "..2011"},
      {"2012年后", "2012.."},
      {"before 2005", "..2004"},
      {"prior to march 2005", "..2005-02"},
      {"until 2005", "..2005"},
      {"after 2020", "2021.."},
      {"after 2020-03", "2020-04.."},
      {"march 2025", "2025-03"},
      {"mar. 2025", "2025-03"},
      {"sept 2025", "2025-09"},
      {"2025 may", "2025-05"},
      {"2025.03", "2025-03"},
      {"2025/03", "2025-03"},
      {"2012-2015", "2012..2015"},
      {"2012年-2015年", "2012..2015"},
      {"2012至2015年", "2012..2015"},
      {"今年", "2026"},
      {"去年", "2025"},
      {"前年", "2024"},
      {"去年的论文", "2025"},
      {"近三年", "2023-11-29..2026-11-29"},
      {"this year", "2026"},
      {"last year", "2025"},
      {"since 2024", "2024.."},
      {"since 2024-03", "2024-03.."},
      {"from 2012 to 2015", "2012..2015"},
      {"between 2012 and 2015", "2012..2015"},
      {"last 2 years", "2024-11-29..2026-11-29"},
      {"past 6 months", "2026-05-29..2026-11-29"},
      {"2024", ""},
      {"2024年", ""},
      {"2024年度", ""},
      {"2024q5", ""},
      {"2015-2012", ""},
      {"1234-5678", ""},
      {"论文", ""},
      {"去年论文", ""},
      {"since", ""},
      {"mar", ""},
      {"ma 2025", ""},
      {"marching 2025", ""},
      {"2025.13", ""},
      {"before noon", ""},
      {"since yesterday", ""},
      {"last supper", ""},
      {"last 0 years", ""},
      {"3y", ""},
      {"", ""},
  };
  for (const auto& [words, range] : cases) {
    const auto days = DateWords(words, 20261129);
    EXPECT_EQ(days ? FormatDateRange(*days) : "", range) << words;
  }
}

}  // namespace
}  // namespace dssearch
