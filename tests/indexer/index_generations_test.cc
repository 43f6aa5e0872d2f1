// Where an index writer writes: into the current generation, or into a new one, merged or rebuilt.

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/index_writer.h"
#include "searcher/format/generation.h"
#include "searcher/format/manifest.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/text/analyzer.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using Mode = IndexWriter::Mode;
using testing::FileContents;
using testing::Listing;
using testing::StoredPaper;
using testing::TemporaryFolder;
using testing::TitledPaper;
using testing::VisiblePapers;
using testing::WritePapers;

TEST(IndexWriter, MergesALargeUpdateIntoANewGeneration) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto papers = [](int from, int to, const std::string& title) {
    std::vector<Paper> all;
    for (int id = from; id < to; ++id) all.push_back(TitledPaper(std::to_string(id), title));
    return all;
  };
  WritePapers(index, papers(1000, 1300, "T"));
  {
    IndexWriter writer(index, Mode::kUpdate, 2);
    for (const Paper& paper : papers(1000, 1010, "T")) writer.Put(paper, "root");
    for (const Paper& paper : papers(1010, 1250, "changed")) writer.Put(paper, "root");
    for (const Paper& paper : papers(1240, 1245, "Changed!")) writer.Put(paper, "root");
    EXPECT_EQ(writer.RemoveMissing("root").size(), 50U);
    writer.Publish();
  }
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000001 gen-000002");
  EXPECT_EQ(Listing(index + "/gen-000002"), "manifest.json shard-0");
  std::string all;
  for (int id = 1000; id < 1250; ++id)
    all.append(all.empty() ? "" : " ")
        .append(std::to_string(id))
        .append(id < 1010                 ? "=T"
                : id >= 1240 && id < 1245 ? "=Changed!"
                                          : "=changed");
  EXPECT_EQ(VisiblePapers(index), all);
  EXPECT_EQ(format::ReadManifest(index, "gen-000002").papers, 250U);
}

TEST(IndexWriter, MergesAnUpdateBehindWhatStays) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto put = [](IndexWriter& writer, int from, int to, const std::string& title) {
    for (int id = from; id < to; ++id) writer.Put(TitledPaper(std::to_string(id), title), "root");
  };
  {
    IndexWriter writer(index, Mode::kUpdate, 2);
    put(writer, 1000, 1700, "T");
    writer.Publish();
    put(writer, 1000, 1020, "once more");  // After a publication, too.
    writer.Publish();
  }
  {
    IndexWriter writer(index, Mode::kUpdate, 2);
    put(writer, 1020, 1220, "changed");
    writer.Publish();
  }
  {
    IndexWriter writer(index, Mode::kUpdate);
    put(writer, 1000, 1020, "once more");
    put(writer, 1020, 1220, "changed");
    put(writer, 1220, 1670, "T");
    put(writer, 1700, 1710, "new");
    EXPECT_EQ(writer.RemoveMissing("root").size(), 30U);
    writer.Publish();
  }
  std::string all;
  for (int id = 1000; id < 1710; ++id) {
    if (id >= 1670 && id < 1700) continue;
    all.append(all.empty() ? "" : " ")
        .append(std::to_string(id))
        .append(id < 1020   ? "=once more"
                : id < 1220 ? "=changed"
                : id < 1700 ? "=T"
                            : "=new");
  }
  EXPECT_EQ(VisiblePapers(index), all);
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000001 gen-000002");
}

TEST(IndexWriter, UpdatesWithinTheGeneration) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  const std::string identity = format::StubIdentity(index);
  const format::Manifest first = format::ReadManifest(index, "gen-000001");
  EXPECT_EQ(first.format, format::kFormatVersion);
  EXPECT_EQ(first.analyzer, text::Analyzer::Id());
  EXPECT_EQ(first.papers, 1U);
  EXPECT_EQ(first.files, format::FilesOf(index, "gen-000001", "shard-0"));
  WritePapers(index, {TitledPaper("2", "T"), TitledPaper("3", "T")});
  const format::Manifest second = format::ReadManifest(index, "gen-000001");
  EXPECT_EQ(second.papers, 3U);
  EXPECT_NE(second.digest, first.digest);
  EXPECT_TRUE(second.files.empty());
  EXPECT_EQ(format::StubIdentity(index), identity);
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000001");
  EXPECT_EQ(Listing(index + "/gen-000001"), "manifest.json shard-0");
}

TEST(IndexWriter, WritesNothingWhenNothingChanged) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  const auto before = FileContents(index);
  IndexWriter writer(index, Mode::kUpdate);
  writer.Put(TitledPaper("1", "T"), "root");
  EXPECT_EQ(writer.RemoveMissing("root").size(), 0U);
  writer.Publish();
  EXPECT_EQ(FileContents(index), before);
}

TEST(IndexWriter, RebuildsIntoTheNextGenerationAndKeepsTheOneBefore) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "T")});
  const Xapian::Database reader =
      format::OpenShard(index + "/gen-000001/shard-0", text::Analyzer::Id());
  const std::string identity = format::StubIdentity(index);

  WritePapers(index, {TitledPaper("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(index), "1=U");
  EXPECT_EQ(format::ReadGeneration(index).name, "gen-000002");
  EXPECT_NE(format::StubIdentity(index), identity);
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000001 gen-000002");
  // A reader that has the old one open goes on with it.
  EXPECT_EQ(StoredPaper(reader, 2).title, "T");

  WritePapers(index, {TitledPaper("1", "V")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(index), "1=V");
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000002 gen-000003");
}

TEST(IndexWriter, KeepsTheGenerationBeforeWhateverACrashLeftBehind) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  // A writer that was killed while it rebuilt.
  fs::copy(index + "/gen-000001", index + "/gen-000002", fs::copy_options::recursive);
  WritePapers(index, {TitledPaper("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(index), "1=U");
  EXPECT_EQ(format::ReadGeneration(index).name, "gen-000003");
  EXPECT_TRUE(fs::exists(index + "/gen-000001/shard-0")) << Listing(index);
}

TEST(IndexWriter, RebuildsWhereThereIsNothing) {
  const TemporaryFolder folder;
  WritePapers(folder / "index", {TitledPaper("1", "T")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(folder / "index"), "1=T");
  EXPECT_EQ(Listing(folder / "index"), "XAPIANDB gen-000001");
}

// More papers than fit into a batch, and into all that are merged at once.
TEST(IndexWriter, BuildsFromBatches) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  constexpr int kPapers = 66'000;
  {
    IndexWriter writer(index, IndexWriter::Mode::kUpdate);
    for (int i = 0; i < kPapers; ++i)
      writer.Put({.id = std::to_string(i), .title = "T"}, "root/file");
    EXPECT_EQ(writer.Put({.id = "7", .title = "T", .summary_en = "newer"}, "root/file"),
              Outcome::kRepeated);
    EXPECT_EQ(writer.Put({.id = "65999", .title = "T", .summary_en = "newest"}, "root/file"),
              Outcome::kRepeated);
    writer.AddLabels({{"数学", "maths"}});
    writer.Publish();
    EXPECT_EQ(writer.Put({.id = "8", .title = "after"}, "root/file"), Outcome::kRepeated);
    writer.Publish();
  }
  EXPECT_EQ(Listing(index + "/gen-000001"), "manifest.json shard-0");
  const Searcher searcher(index);
  EXPECT_EQ(searcher.size(), static_cast<std::uint64_t>(kPapers));
  EXPECT_EQ(searcher.Get("0")->title, "T");
  EXPECT_EQ(searcher.Get("7")->summary_en, "newer");
  EXPECT_EQ(searcher.Get("8")->title, "after");
  EXPECT_EQ(searcher.Get("65999")->summary_en, "newest");
  EXPECT_EQ(searcher.Search({.query = "newer"}).total, 1U);
  EXPECT_EQ(searcher.Search({.query = "T"}).total, static_cast<std::uint64_t>(kPapers - 1));
}

// Papers that have much in common, as abstracts do.
std::vector<Paper> Alike(int first, int last, const std::string& ending) {
  std::vector<Paper> papers;
  for (int i = first; i <= last; ++i)
    papers.push_back({.id = std::to_string(i),
                      .title = "A study of method " + std::to_string(i * 7919 % 1000),
                      .summary_en = "In this paper we propose a method for problem " +
                                    std::to_string(i) + " and evaluate it on benchmark " +
                                    std::to_string(i * 31 % 97) + ", where it " + ending});
  return papers;
}

TEST(IndexWriter, PacksAllGenerationsWithTheFirstDictionary) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto expect_stored = [&](const std::vector<Paper>& expected) {
    const Xapian::Database database =
        format::OpenShard(format::ReadGeneration(index).shards.front(), text::Analyzer::Id());
    ASSERT_EQ(database.get_doccount(), expected.size());
    for (const Paper& paper : expected)
      ASSERT_EQ(StoredPaper(database, *database.postlist_begin(format::IdTerm(paper.id))), paper);
  };
  const auto dictionary = [&] {
    return format::OpenShard(format::ReadGeneration(index).shards.front(), text::Analyzer::Id())
        .get_metadata(format::kDictionaryKey);
  };
  std::vector<Paper> papers = Alike(1, 800, "does well.");
  WritePapers(index, papers);
  expect_stored(papers);
  const std::string first = dictionary();
  EXPECT_GT(first.size(), 1000U);

  // In place, behind what stays, with a copy of the rest, and anew.
  for (const int changed : {5, 300, 700}) {
    std::vector<Paper> others = Alike(1, changed, "fails " + std::to_string(changed) + " times.");
    std::copy(others.begin(), others.end(), papers.begin());
    WritePapers(index, others);
    expect_stored(papers);
    EXPECT_EQ(dictionary(), first);
  }
  WritePapers(index, papers, Mode::kRebuild);
  expect_stored(papers);
  EXPECT_NE(dictionary(), first);
}

}  // namespace
}  // namespace dssearch::indexer
