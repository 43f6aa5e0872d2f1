#include "indexer/index_upgrade.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "indexer/lexicon/lexicon_writer.h"
#include "searcher/format/stored_index.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/clock.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using Mode = IndexWriter::Mode;
using testing::Answer;
using testing::ErrorOf;
using testing::TemporaryFolder;
using testing::VisiblePapers;

// What the indexes of older formats were made of: /corpus/papers.jsonl, /corpus/domains.yaml and a
// term of the user's.
const std::vector<Paper> kPapers = {
    {.id = "1",
     .title = "Reading rivers",
     .title_zh = "阅读河流",
     .authors = {"Ann Li", "王明"},
     .date = "2021-03",
     .domains = {"水文学"},
     .url = "https://doi.org/10.1000/r.1",
     .venue = "Journal of Rivers",
     .keywords_en = {"rivers"},
     .summary_zh = "我们阅读河流。",
     .summary_en = "We read slow rivers with networks."},
    {.id = "2",
     .title = "Deep networks for sediment",
     .date = "2022",
     .summary_en = "Sediment moves. Networks see it."},
    {.id = "3",
     .title = "泥沙的深度网络",
     .date = "2023-05-06",
     .summary_zh = "泥沙在动，网络看见。"},
};

std::string CopyOfFormat(int format, const TemporaryFolder& folder) {
  fs::copy(DSSEARCH_SOURCE_DIR "/tests/indexer/index-format-" + std::to_string(format),
           folder / "old", fs::copy_options::recursive);
  return folder / "old";
}

class IndexUpgrade : public ::testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Formats, IndexUpgrade, ::testing::Values(4, 6, 7, 8, 9));

TEST_P(IndexUpgrade, AnswersAsIfTheRecordsWereIndexedAnew) {
  const TemporaryFolder folder;
  const std::string named = "format " + std::to_string(GetParam());
  const std::string old = CopyOfFormat(GetParam(), folder);
  EXPECT_EQ(ErrorOf([&] { Searcher searcher(old); }),
            "format: the index has " + named +
                ", this program reads 10 / "
                "upgrade the index: dsindex --upgrade --index INDEX");
  const Upgrade upgrade = UpgradeIndex(old, 2);
  EXPECT_EQ(upgrade.from, named);
  EXPECT_EQ(upgrade.papers, 3U);
  {
    IndexWriter writer(folder / "new", Mode::kUpdate);
    writer.AddTerms(SeedLexicon());
    writer.AddLabels({{.zh = "水文学", .en = "hydrology"}});
    for (const Paper& paper : kPapers) writer.Put(paper, "/corpus/papers.jsonl");
    writer.Publish();
  }
  const Searcher upgraded(old);
  const Searcher anew(folder / "new");
  for (const char* query : {"", "rivers", "深度网络", "deep networks", "domain:hydrology",
                            "author:王明", "date:2022..", "10.1000/r.1", "networks sediment"})
    EXPECT_EQ(Answer(upgraded, query), Answer(anew, query)) << query;
  EXPECT_EQ(UpgradeIndex(old, 1).from, "");
}

TEST_P(IndexUpgrade, KeepsWhereEachPaperWasRead) {
  const TemporaryFolder folder;
  const std::string index = CopyOfFormat(GetParam(), folder);
  UpgradeIndex(index, 1);
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(writer.CountMissing("/corpus"), 3U);
  EXPECT_EQ(writer.Put(kPapers[1], "/corpus/papers.jsonl"), Outcome::kUnchanged);
  EXPECT_EQ(writer.RemoveMissing("/corpus"), (std::vector<std::string>{"1", "3"}));
  writer.Publish();
  EXPECT_EQ(VisiblePapers(index), "2=Deep networks for sediment");
}

TEST_P(IndexUpgrade, KeepsTermsOfTheUsersOwn) {
  const TemporaryFolder folder;
  const std::string index = CopyOfFormat(GetParam(), folder);
  UpgradeIndex(index, 1);
  const std::vector<format::LexiconEntry> terms =
      ReadUserTerms(format::OpenStoredIndex(index).lexicon);
  ASSERT_EQ(terms.size(), 2U);  // A term each way.
  EXPECT_EQ(terms[0].term + ' ' + terms[1].term, "bok choy 大白菜");
}

// Formats before 8 do not say when a paper was added: by the run that published the index, at the
// latest.
// Xapian would wait for what somebody writes into a pipe.
TEST(IndexUpgradeBeforeRuns, WaitsForNoPipe) {
  const TemporaryFolder folder;
  const std::string index = CopyOfFormat(6, folder);
  const std::string table = index + "/gen-000001/shard-0/postlist.glass";
  fs::remove(table);
  ASSERT_EQ(::mkfifo(table.c_str(), 0600), 0);
  EXPECT_THROW(UpgradeIndex(index, 1), Error);
}

TEST(IndexUpgradeBeforeRuns, KeepsWhenTheIndexWasPublished) {
  for (const int format : {4, 6, 7}) {
    const TemporaryFolder folder;
    const std::string index = CopyOfFormat(format, folder);
    const timespec published[2] = {{.tv_sec = testing::kNovember, .tv_nsec = 0},
                                   {.tv_sec = testing::kNovember, .tv_nsec = 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (index + "/XAPIANDB").c_str(), published, 0), 0);
    UpgradeIndex(index, 1);
    const Searcher searcher(index);
    const SearchResponse response =
        searcher.Search({.query = "added:2026-11-01 changed:2026-11-01"});
    ASSERT_EQ(response.total, 3U);
    for (const Hit& hit : response.hits) {
      EXPECT_EQ(hit.added, hit.changed);
      EXPECT_EQ(hit.added.commit, format < 7 ? "" : "commit-000002");
      EXPECT_EQ(hit.added.time, "2026-11-01T00:00:00Z");
    }
  }
}

// That of format 8 was made by two runs, the second of which changed a paper.
TEST(IndexUpgradeOfRuns, KeepsWhenEachPaperWasAddedAndChanged) {
  const TemporaryFolder folder;
  const std::string index = CopyOfFormat(8, folder);
  UpgradeIndex(index, 1);
  const Searcher searcher(index);
  EXPECT_EQ(searcher.Search({.query = "added:2026-11-01"}).total, 3U);
  EXPECT_EQ(searcher.Search({.query = "changed:2026-11-01"}).total, 2U);
  const SearchResponse response = searcher.Search({.query = "changed:2026-11-02"});
  ASSERT_EQ(testing::Ids(response), "3");
  EXPECT_EQ(response.hits[0].added.commit + ' ' + response.hits[0].added.time + ", " +
                response.hits[0].changed.commit + ' ' + response.hits[0].changed.time,
            "commit-000001 2026-11-01T00:00:00Z, commit-000002 2026-11-02T00:00:00Z");
}

}  // namespace
}  // namespace dssearch::indexer
