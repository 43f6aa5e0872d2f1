#include "searcher/index/local/column.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "searcher/format/schema.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

const format::Field& kDomain = *format::FindField("domain");

Paper With(const std::string& id, const std::vector<std::string>& domains,
           const std::string& date = "") {
  Paper paper = testing::Make(id, "title of " + id, date);
  paper.domains = domains;
  return paper;
}

// An index of two segments: p1 was replaced by the second, and nothing else has maths in capitals.
class TwoSegments : public ::testing::Test {
 protected:
  TwoSegments() : index_(First()) {
    index_.Update({With("p1", {"rivers"}, "2023"), With("p21", {"stars", "maths"}, "2024-02-29")});
    pool_.emplace(LocalReader::Opener(index_.path()));
    reader_.emplace(pool_->Borrow());
    EXPECT_EQ(Reader().segments().size(), 2U);
  }

  static std::vector<Paper> First() {
    std::vector<Paper> papers = {With("p1", {"MATHS"}, "1999"), With("p2", {}),
                                 With("p3", {"Maths", "rivers"}, "2024"),
                                 With("p4", {"rivers", "maths", "Maths"}, "2024-02-29")};
    for (int i = 5; i <= 20; ++i) papers.push_back(With("p" + std::to_string(i), {"rivers"}));
    return papers;
  }

  const LocalReader& Reader() const { return static_cast<const LocalReader&>(**reader_); }

  Xapian::docid Doc(const std::string& id) const { return *Reader().DocOf(id); }

  // The values of a paper: "b a", in the order of the column.
  std::string Values(Xapian::docid doc) const {
    std::string all;
    const auto column = ValuesOf(kDomain, Reader());
    for (const std::uint32_t value : column->ValuesOf(column->OrdinalOf(doc)))
      all += (all.empty() ? "" : " ") + column->values()[value].text;
    return all;
  }

  format::DayRange Days(Xapian::docid doc) const {
    const auto column = DatesOf(format::kDateField, Reader());
    return column->days()[column->OrdinalOf(doc)];
  }

  TestIndex index_;
  std::optional<ReaderPool> pool_;
  std::optional<ReaderPool::Lease> reader_;
};

TEST_F(TwoSegments, HaveTheValuesOfEachPaper) {
  EXPECT_EQ(Values(Doc("p1")), "rivers");
  EXPECT_EQ(Values(Doc("p2")), "");
  EXPECT_EQ(Values(Doc("p3")), "Maths rivers");
  EXPECT_EQ(Values(Doc("p4")), "Maths rivers");
  EXPECT_EQ(Values(Doc("p5")), "rivers");
  EXPECT_EQ(Values(Doc("p21")), "Maths stars");
  for (const Xapian::docid none : {0U, 21U, 4095U, 4099U, 1'000'000U}) EXPECT_EQ(Values(none), "");
}

TEST_F(TwoSegments, HaveTheDaysOfEachPaper) {
  EXPECT_EQ(Days(Doc("p1")), (format::DayRange{20230101, 20231231}));
  EXPECT_EQ(Days(Doc("p2")), format::DayRange{});
  EXPECT_EQ(Days(Doc("p3")), (format::DayRange{20240101, 20241231}));
  EXPECT_EQ(Days(Doc("p4")), (format::DayRange{20240229, 20240229}));
  EXPECT_EQ(Days(Doc("p21")), (format::DayRange{20240229, 20240229}));
}

TEST_F(TwoSegments, HaveTheCommitOfEachPaper) {
  const auto commits = CommitsOf(format::kAddedField, Reader());
  for (const auto& [id, commit] : {std::pair("p1", 1U), {"p20", 1U}, {"p21", 2U}})
    EXPECT_EQ((*commits)[Doc(id)], commit) << id;
  EXPECT_EQ((*commits)[1'000'000], 0U);
}

TEST_F(TwoSegments, AreCounted) {
  const auto column = ValuesOf(kDomain, Reader());
  const std::vector<std::uint32_t> by_ordinal = column->Count(*AllDocs(Reader()));
  std::vector<std::uint32_t> counts(column->values().size());
  for (std::uint32_t ordinal = 0; ordinal < by_ordinal.size(); ++ordinal)
    for (const std::uint32_t value : column->ValuesOf(ordinal))
      counts[value] += by_ordinal[ordinal];
  std::string counted;
  for (std::size_t i = 0; i < counts.size(); ++i)
    counted += column->values()[i].text + ' ' + std::to_string(counts[i]) + ' ';
  EXPECT_EQ(counted, "Maths 3 rivers 19 stars 1 ");

  const auto dates = DatesOf(format::kDateField, Reader());
  const std::vector<std::uint32_t> by_date = dates->Count(*AllDocs(Reader()));
  EXPECT_EQ(by_date, (std::vector<std::uint32_t>{17, 1, 2, 1}));
  DocBitSet some(Reader().last_doc());
  for (const char* const id : {"p2", "p4", "p21"}) some.Add(Doc(id));
  EXPECT_EQ(dates->Count(some), (std::vector<std::uint32_t>{1, 0, 2, 0}));
}

TEST_F(TwoSegments, HaveTheDocumentsThatWereNotReplaced) {
  DocBitSet expected(Reader().last_doc());
  for (int i = 1; i <= 21; ++i) expected.Add(Doc("p" + std::to_string(i)));
  EXPECT_EQ(expected.size(), 21U);
  EXPECT_EQ(*AllDocs(Reader()), expected);
}

}  // namespace
}  // namespace dssearch
