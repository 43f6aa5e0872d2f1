#include "searcher/index/column.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "searcher/format/schema.h"

namespace dssearch {
namespace {

std::string Same(std::string_view text) { return std::string(text); }

// The values of a document: "b a", in the order of the column.
std::string Values(const ValueColumn& column, Xapian::docid paper) {
  std::string all;
  for (const std::uint32_t value : column.ValuesOf(column.OrdinalOf(paper)))
    all += (all.empty() ? "" : " ") + column.values()[value].text;
  return all;
}

TEST(PackedArray, KeepsNumbersOfAnyWidth) {
  for (const std::uint32_t largest : {0U, 255U, 256U, 65'535U, 65'536U, 4'000'000'000U}) {
    const PackedArray cells({7 % (largest + 1), largest, 0});
    EXPECT_EQ(cells[0], 7 % (largest + 1));
    EXPECT_EQ(cells[1], largest);
    EXPECT_EQ(cells[2], 0U);
    EXPECT_EQ(cells[3], 0U);
    EXPECT_EQ(cells[1'000'000], 0U);
  }
}

TEST(ValueColumn, HasTheValuesOfEachPaper) {
  ValueColumn::Builder builder([](std::string_view text) {
    return text == "MATH" ? std::string("Math") : std::string(text);
  });
  builder.Set(5, builder.OrdinalOf("Math\nNLP"));
  builder.Set(2, builder.OrdinalOf("NLP"));
  builder.Set(3, builder.OrdinalOf("MATH\nMath"));
  builder.Set(4, builder.OrdinalOf(""));
  const ValueColumn column = std::move(builder).Build();
  EXPECT_EQ(Values(column, 5), "Math NLP");
  EXPECT_EQ(Values(column, 2), "NLP");
  EXPECT_EQ(Values(column, 3), "Math");
  EXPECT_EQ(Values(column, 4), "");
  EXPECT_EQ(Values(column, 1), "");
  EXPECT_EQ(Values(column, 99), "");
}

TEST(DateColumn, HasTheDaysOfEachPaper) {
  DateColumn::Builder builder;
  builder.Set(3, builder.OrdinalOf({20240101, 20241231}));
  builder.Set(7, builder.OrdinalOf({20240229, 20240229}));
  builder.Set(8, builder.OrdinalOf({}));
  const DateColumn column = std::move(builder).Build();
  const auto days = [&column](Xapian::docid paper) {
    return column.days()[column.OrdinalOf(paper)];
  };
  EXPECT_EQ(days(3), (format::DayRange{20240101, 20241231}));
  EXPECT_EQ(days(7), (format::DayRange{20240229, 20240229}));
  EXPECT_EQ(days(8), format::DayRange{});
  EXPECT_EQ(days(1), format::DayRange{});
}

// The columns of a million papers: one to three of 170 domains as arXiv has them, every day of
// thirty years.
TEST(Columns, OfAMillionPapersTakeLessThanTwelveMegabytes) {
  std::mt19937 random(1);
  std::vector<std::string> domains;
  for (int i = 0; i < 170; ++i) domains.push_back("domain." + std::to_string(i));
  ValueColumn::Builder values(Same);
  DateColumn::Builder dates;
  for (Xapian::docid paper = 1; paper <= 1'000'000; ++paper) {
    // A few domains have most papers, and domains are correlated.
    const std::size_t first = random() % 170 * (random() % 170) / 170;
    std::string joined = domains[first];
    for (std::size_t more = random() % 3; more > 0; --more)
      joined += format::kValueSeparator + domains[(first + 1 + random() % 12) % 170];
    values.Set(paper, values.OrdinalOf(joined));
    const int day = static_cast<int>((1995 + random() % 30) * 10000 + (1 + random() % 12) * 100 +
                                     1 + random() % 28);
    dates.Set(paper, dates.OrdinalOf({day, day}));
  }
  const std::size_t bytes = std::move(values).Build().bytes() + std::move(dates).Build().bytes();
  EXPECT_LT(bytes, 12'000'000U);
  RecordProperty("bytes", static_cast<int>(bytes));
}

}  // namespace
}  // namespace dssearch
