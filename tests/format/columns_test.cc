#include "searcher/format/columns.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "tests/testing/index.h"

namespace dssearch::format {
namespace {

constexpr Xapian::docid kDocs = 300;

// The values of documents 1 on; an empty one is none.
std::string Written(const std::map<unsigned, std::vector<std::string>>& values,
                    Xapian::docid docs = kDocs) {
  std::ostringstream file;
  ColumnsWriter writer(file, docs);
  std::vector<std::uint32_t> lengths(docs + 1);
  for (Xapian::docid doc = 1; doc <= docs; ++doc) lengths[doc] = doc * 3;
  writer.AddNumbers(Columns::kLengths, lengths);
  for (const auto& [slot, of_slot] : values)
    for (Xapian::docid doc = 1; doc <= docs && doc <= of_slot.size(); ++doc)
      if (!of_slot[doc - 1].empty()) writer.Add(slot, doc, of_slot[doc - 1]);
  writer.Finish();
  return std::move(file).str();
}

std::vector<std::string> Values(const std::function<std::string(unsigned)>& value_of) {
  std::vector<std::string> values;
  for (unsigned i = 0; i < kDocs; ++i) values.push_back(value_of(i));
  return values;
}

// Values that many documents share and that each has alone, of one size and of several, of all
// documents and of some: each is written in another way.
std::map<unsigned, std::vector<std::string>> ValuesOfAllKinds() {
  const auto number = [](unsigned i) { return std::to_string(1000 + i); };
  return {
      {0, Values([&](unsigned i) { return i % 2 == 0 ? "maths" : "maths\nrivers"; })},
      {1, Values([&](unsigned i) { return i % 3 == 0 ? "maths" : ""; })},
      {2, Values([&](unsigned i) { return number(i % 270); })},
      {3, Values([&](unsigned i) { return number(i); })},
      {4, Values([&](unsigned i) { return i % 7 == 3 ? "" : number(i); })},
      {5, Values([&](unsigned i) { return number(i) + std::string(i % 50, 'x'); })},
      {6, Values([&](unsigned) { return ""; })},
      {7, {"the first alone"}},
      {8, Values([&](unsigned i) { return std::string(1, static_cast<char>(i)); })},
      {9, Values([&](unsigned i) { return std::string(i, 'x'); })},
  };
}

TEST(Columns, HaveWhatTheDocumentsHave) {
  const auto all = ValuesOfAllKinds();
  const Columns columns(Written(all));
  const Columns::Column lengths = columns.Of(Columns::kLengths);
  for (Xapian::docid doc = 0; doc <= kDocs; ++doc) EXPECT_EQ(lengths[doc], doc * 3);
  EXPECT_EQ(lengths[kDocs + 1], 0U);
  EXPECT_EQ(lengths.text_count(), 0U);
  EXPECT_EQ(lengths.TextOf(1), "");
  for (const auto& [slot, values] : all) {
    const Columns::Column column = columns.Of(slot);
    EXPECT_EQ(column.TextOf(0), "") << slot;
    EXPECT_EQ(column.TextOf(kDocs + 1), "") << slot;
    EXPECT_EQ(column.Text(column.text_count()), "") << slot;
    for (Xapian::docid doc = 1; doc <= kDocs; ++doc) {
      ASSERT_EQ(column.TextOf(doc), doc <= values.size() ? values[doc - 1] : "") << slot;
      // Documents without a value have no number of their own, unless each text is a document's.
      ASSERT_TRUE(column[doc] < column.text_count() || column.text_count() == 0) << slot;
    }
  }
  EXPECT_EQ(columns.Of(0).text_count(), 3U);
  EXPECT_EQ(columns.Of(1).text_count(), 2U);
  EXPECT_EQ(columns.Of(77)[1], 0U);
}

TEST(Columns, TakeNoMoreThanTheirValues) {
  const auto size = [](const std::vector<std::string>& values) {
    return Written({{3, values}}).size() - Written({}).size();
  };
  constexpr std::size_t kHead = 24;
  const auto hash = [](unsigned i) { return std::to_string(10'000'000 + i); };
  EXPECT_EQ(size(Values(hash)), kHead + kDocs * 8);
  EXPECT_EQ(size(Values([&](unsigned i) { return hash(i % 2); })), kHead + (kDocs + 1) + 2 * 8);
  EXPECT_EQ(size(Values([&](unsigned i) { return hash(i) + (i == 7 ? "x" : ""); })),
            kHead + (kDocs + 1) * 4 + kDocs * 8 + 1);
}

TEST(Columns, HaveNumbersOfAnyWidth) {
  for (const std::uint32_t largest : {0U, 255U, 256U, 65'535U, 65'536U, 4'000'000'000U}) {
    std::ostringstream file;
    ColumnsWriter writer(file, 2);
    const std::uint32_t numbers[] = {0, 7 % (largest + 1), largest};
    writer.AddNumbers(Columns::kLengths, numbers);
    writer.Finish();
    const Columns columns(file.str());
    const Columns::Column lengths = columns.Of(Columns::kLengths);
    EXPECT_EQ(lengths[0], 0U);
    EXPECT_EQ(lengths[1], 7 % (largest + 1));
    EXPECT_EQ(lengths[2], largest);
    EXPECT_EQ(lengths[3], 0U);
    EXPECT_EQ(lengths[1'000'000], 0U);
  }
}

TEST(Columns, AreReadFromAFile) {
  const testing::TemporaryFolder folder;
  const std::string bytes = Written(ValuesOfAllKinds());
  const std::string index = folder.path().string();
  folder.Write("segment/columns", bytes);
  EXPECT_EQ(Columns::Map(index, "segment")->Of(Columns::kLengths)[300], 900U);
  for (const std::string& other : {std::string(), std::string("x"), bytes + "x"}) {
    folder.Write("segment/columns", other);
    EXPECT_THROW(Columns::Map(index, "segment"), Error);
  }
  EXPECT_THROW(Columns::Map(index, "none"), Error);
  folder.Write("other/columns/file", "");
  EXPECT_THROW(Columns::Map(index, "other"), Error);
}

// Damaged bytes may say anything, but nothing outside of them is read.
TEST(Columns, StayInsideOfTheirBytes) {
  const std::string bytes = Written(ValuesOfAllKinds(), 20);  // So that heads are many of them.
  std::mt19937 random(5);
  int refused = 0;
  for (int round = 0; round < 5'000; ++round) {
    std::string damaged = bytes.substr(0, round % 2 == 0 ? bytes.size() : random() % bytes.size());
    for (int i = 0; i < 4 && !damaged.empty(); ++i)
      damaged[random() % damaged.size()] = static_cast<char>(random());
    try {
      const Columns columns(damaged);
      for (std::uint32_t id = 0; id <= Columns::kLengths; ++id) {
        const Columns::Column column = columns.Of(id);
        EXPECT_LE(column.text_count(), damaged.size());
        for (Xapian::docid doc = 0; doc < 400; ++doc) std::string(column.TextOf(doc));
      }
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kIndexCorrupt);
      ++refused;
    }
  }
  EXPECT_GT(refused, 2'500);
  EXPECT_LT(refused, 4'500);
}

}  // namespace
}  // namespace dssearch::format
