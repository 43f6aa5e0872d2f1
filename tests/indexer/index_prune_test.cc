#include "indexer/index_prune.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/index_check.h"
#include "indexer/index_writer.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

using testing::ErrorOf;
using testing::Listing;
using testing::TemporaryFolder;
using testing::TitledPaper;
using testing::VisiblePapers;
using testing::WritePapers;

TEST(PruneIndex, KeepsTheCurrentCommitAlone) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::vector<Paper> papers;
  for (int id = 100; id < 150; ++id) papers.push_back(TitledPaper(std::to_string(id), "T"));
  WritePapers(index, papers);
  EXPECT_EQ(PruneIndex(index, false), 0U);
  WritePapers(index, {TitledPaper("100", "U")});
  const std::string second = VisiblePapers(index);
  const Searcher reader(index);
  WritePapers(index, {TitledPaper("101", "U"), TitledPaper("102", "U")});
  const std::string third = VisiblePapers(index);
  folder.Write("index/notes.txt", "not ours");
  folder.Write("index/build-000009/batch", "12345678");
  folder.Write("index/segment-000001/deletions-000009.tmp", "1234");

  const std::string before = Listing(index);
  const std::uint64_t bytes = PruneIndex(index, true);
  EXPECT_EQ(Listing(index), before);
  EXPECT_EQ(PruneIndex(index, false), bytes);
  EXPECT_GT(bytes, 24'000U);  // The segment of the second commit.
  EXPECT_EQ(Listing(index),
            "XAPIANDB commit-000003.json lexicon-000001 notes.txt segment-000001 segment-000003");
  EXPECT_EQ(Listing(index + "/segment-000001"),
            "columns deletions-000003 iamglass postings postlist.glass values");
  EXPECT_EQ(PruneIndex(index, false), 0U);
  EXPECT_EQ(VisiblePapers(index), third);
  EXPECT_EQ(reader.Search({.query = "U"}).total, 3U);
  EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
}

TEST(PruneIndex, CountsWhatARunThatWasEndedLeft) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  WritePapers(index, {TitledPaper("2", "T")});
  const std::uint64_t left = PruneIndex(index, true);
  folder.Write("index/build-000009/inner/batch", "12345678");
  EXPECT_EQ(PruneIndex(index, true), left + 8);
}

TEST(PruneIndex, MakesNoIndexAndWaitsForNoWriter) {
  const TemporaryFolder folder;
  EXPECT_EQ(ErrorOf([&] { PruneIndex(folder / "none", false); }),
            "not found: no index at '" + (folder / "none") + "' / make one: dsindex --index '" +
                (folder / "none") + "' PATH");
  EXPECT_EQ(Listing(folder.path()), "");
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  const IndexWriter writer(index, IndexWriter::Mode::kUpdate);
  EXPECT_EQ(ErrorOf([&] { PruneIndex(index, false); }).substr(0, 6), "locked");
}

}  // namespace
}  // namespace dssearch::indexer
