#include "searcher/format/columns.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "dssearch/error.h"
#include "searcher/format/calendar.h"
#include "searcher/format/schema.h"
#include "tests/testing/index.h"

namespace dssearch::format {
namespace {

const unsigned kDomains = SlotOf(*FindField("domain"));

Xapian::WritableDatabase Database() {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int i = 0; i < 300; ++i) {
    Xapian::Document document;
    document.add_term("a", static_cast<Xapian::termcount>(i));
    if (i % 3 == 0) document.add_value(kDomains, i % 2 == 0 ? "maths" : "maths\nrivers");
    if (i % 5 == 0) {
      document.add_value(SlotOf(kDateField), EncodeDay(20240101));
      document.add_value(kLastDaySlot, EncodeDay(20241231));
    }
    database.add_document(document);
  }
  return database;
}

TEST(Columns, HaveWhatTheDocumentsHave) {
  const Columns columns(Columns::Encode(Database()));
  const Columns::Column lengths = columns.Of(Columns::kLengths);
  const Columns::Column domains = columns.Of(kDomains);
  const Columns::Column days = columns.Of(Columns::kDays);
  for (Xapian::docid doc = 1; doc <= 300; ++doc) {
    const unsigned i = doc - 1;
    EXPECT_EQ(lengths[doc], i);
    EXPECT_EQ(domains.Text(domains[doc]), i % 3 != 0 ? "" : i % 2 == 0 ? "maths" : "maths\nrivers");
    EXPECT_EQ(days.Text(days[doc]),
              i % 5 != 0 ? "" : EncodeDay(20240101) + '\n' + EncodeDay(20241231));
  }
  EXPECT_EQ(domains.text_count(), 3U);
  EXPECT_EQ(lengths[301], 0U);
  EXPECT_EQ(domains.Text(3), "");
  EXPECT_EQ(columns.Of(77)[1], 0U);
}

TEST(Columns, HaveNumbersOfAnyWidth) {
  for (const Xapian::termcount largest : {0U, 255U, 256U, 65'535U, 65'536U, 4'000'000'000U}) {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    for (const Xapian::termcount length : {7 % (largest + 1), largest}) {
      Xapian::Document document;
      document.add_term("a", length);
      database.add_document(document);
    }
    const Columns columns(Columns::Encode(database));
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
  const std::string bytes = Columns::Encode(Database());
  EXPECT_EQ(Columns::Map(folder.Write("columns", bytes))->Of(Columns::kLengths)[300], 299U);
  for (const std::string& other : {std::string(), std::string("x"), bytes + "x"})
    EXPECT_THROW(Columns::Map(folder.Write("columns", other)), Error);
  EXPECT_THROW(Columns::Map(folder / "none"), Error);
  EXPECT_THROW(Columns::Map(folder.path().string()), Error);
}

// Damaged bytes may say anything, but nothing outside of them is read.
TEST(Columns, StayInsideOfTheirBytes) {
  const std::string bytes = Columns::Encode(Database());
  std::mt19937 random(5);
  for (int round = 0; round < 2'000; ++round) {
    std::string damaged = bytes.substr(0, round % 2 == 0 ? bytes.size() : random() % bytes.size());
    for (int i = 0; i < 4 && !damaged.empty(); ++i)
      damaged[random() % damaged.size()] = static_cast<char>(random());
    try {
      const Columns columns(damaged);
      for (const std::uint32_t id : {Columns::kLengths, Columns::kDays, kDomains}) {
        const Columns::Column column = columns.Of(id);
        for (Xapian::docid doc = 0; doc < 400; ++doc) column.Text(column[doc]);
      }
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kIndexCorrupt);
    }
  }
}

}  // namespace
}  // namespace dssearch::format
