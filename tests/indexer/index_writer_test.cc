// What becomes of papers that are put into an index, and when readers see it.

#include "indexer/index_writer.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/indexer/index_contents.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using Mode = IndexWriter::Mode;
using testing::ErrorOf;
using testing::FileContents;
using testing::Listing;
using testing::Outcomes;
using testing::TemporaryFolder;
using testing::TitledPaper;
using testing::ToString;
using testing::VisiblePapers;
using testing::WritePapers;

TEST(IndexWriter, SaysWhatBecameOfAPaper) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto put = [&index](const std::vector<Paper>& papers, const std::string& root) {
    IndexWriter writer(index, Mode::kUpdate);
    std::string out;
    for (const Paper& paper : papers) out += ToString(writer.Put(paper, root)) + " ";
    writer.Publish();
    return out + VisiblePapers(index);
  };
  EXPECT_EQ(put({TitledPaper("1", "T"), TitledPaper("2", "U")}, "root"), "added added 1=T 2=U");
  EXPECT_EQ(put({TitledPaper("1", "T"), TitledPaper("2", "V")}, "root"),
            "unchanged updated 1=T 2=V");
  EXPECT_EQ(put({TitledPaper("3", "W")}, "root"), "added 1=T 2=V 3=W");
  EXPECT_EQ(put({TitledPaper("1", "T")}, "elsewhere"), "updated 1=T 2=V 3=W");
  EXPECT_EQ(put({TitledPaper("1", "T")}, "elsewhere"), "unchanged 1=T 2=V 3=W");
  // The last of those with the same id stays.
  EXPECT_EQ(put({TitledPaper("4", "X"), TitledPaper("4", "X"), TitledPaper("4", "Y"),
                 TitledPaper("4", "X")},
                "root"),
            "added repeated repeated repeated 1=T 2=V 3=W 4=X");
  // Any field is a change.
  EXPECT_EQ(put({{.id = "4", .title = "X", .keywords_en = {"k"}}}, "root"),
            "updated 1=T 2=V 3=W 4=X");
}

TEST(IndexWriter, TellsIdsApart) {
  const TemporaryFolder folder;
  const std::string longest(199, 'x');
  WritePapers(folder / "index",
              {TitledPaper(longest + "xa", "T"), TitledPaper(longest + "xb", "U"),
               TitledPaper(longest + "x", "V"), TitledPaper(longest, "W"), TitledPaper("a", "X"),
               TitledPaper("A", "Y"), TitledPaper("强", "Z")});
  WritePapers(folder / "index", {TitledPaper(longest + "xb", "u"), TitledPaper("A", "y")});
  EXPECT_EQ(VisiblePapers(folder / "index"), "A=y a=X " + longest + "=W " + longest + "x=V " +
                                                 longest + "xa=T " + longest + "xb=u 强=Z");
}

TEST(IndexWriter, RemovesWhatIsMissingInOrBelowAPath) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  {
    IndexWriter writer(index, Mode::kUpdate);
    for (const char* id : {"1", "2", "3"}) writer.Put(TitledPaper(id, "T"), "a");
    for (const char* id : {"4", "5"}) writer.Put(TitledPaper(id, "T"), "ab/c");
    for (const char* id : {"7"}) writer.Put(TitledPaper(id, "T"), "a/b");  // Below a.
    EXPECT_EQ(writer.RemoveMissing("a"), 0U);
    writer.Publish();
  }
  {
    IndexWriter writer(index, Mode::kUpdate);
    writer.Put(TitledPaper("1", "T"), "a");  // Unchanged.
    writer.Put(TitledPaper("2", "U"), "a");  // Updated.
    writer.Put(TitledPaper("6", "T"), "a");  // Added.
    EXPECT_EQ(writer.RemoveMissing("unknown"), 0U);
    EXPECT_EQ(writer.CountMissing("a"), 2U);
    EXPECT_EQ(writer.RemoveMissing("a"), 2U);
    EXPECT_EQ(writer.RemoveMissing("a"), 0U);
    EXPECT_EQ(VisiblePapers(index), "1=T 2=T 3=T 4=T 5=T 7=T");
    writer.Publish();
  }
  EXPECT_EQ(VisiblePapers(index), "1=T 2=U 4=T 5=T 6=T");
}

TEST(IndexWriter, KeepsWhatHasMovedToAnotherRoot) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "T")});
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(ToString(writer.Put(TitledPaper("1", "T"), "elsewhere")), "updated");
  EXPECT_EQ(writer.RemoveMissing("root"), 1U);
  EXPECT_EQ(writer.RemoveMissing("elsewhere"), 0U);
  writer.Publish();
  EXPECT_EQ(VisiblePapers(index), "1=T");
}

TEST(IndexWriter, CanRemoveEverything) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(writer.RemoveMissing("root"), 1U);
  writer.Publish();
  EXPECT_EQ(VisiblePapers(index), "");
}

TEST(IndexWriter, PublishesAnEmptyIndex) {
  const TemporaryFolder folder;
  WritePapers(folder / "a/b/index", {});
  EXPECT_EQ(VisiblePapers(folder / "a/b/index"), "");
}

TEST(IndexWriter, ShowsNothingBeforeItPublishes) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  struct Case {
    Mode mode;
    std::string title;
    std::string before;
    std::string after;
  };
  const std::vector<Case> cases = {
      {Mode::kUpdate, "T", "no index", "1=T 2=T"},
      {Mode::kUpdate, "U", "1=T 2=T", "1=U 2=T"},
      {Mode::kRebuild, "V", "1=U 2=T", "1=V"},
  };
  for (const auto& [mode, title, before, after] : cases) {
    IndexWriter writer(index, mode);
    EXPECT_EQ(VisiblePapers(index), before);
    writer.Put(TitledPaper("1", title), "root");
    if (before == "no index") writer.Put(TitledPaper("2", title), "root");
    EXPECT_EQ(VisiblePapers(index), before);
    writer.RemoveMissing("root/none");
    EXPECT_EQ(VisiblePapers(index), before);
    writer.Publish();
    EXPECT_EQ(VisiblePapers(index), after);
  }
  EXPECT_EQ(VisiblePapers(index), "1=V");
}

// Xapian writes to disk each time so many documents have changed.
class FlushThreshold {
 public:
  FlushThreshold() { ::setenv("XAPIAN_FLUSH_THRESHOLD", "2", 1); }
  ~FlushThreshold() { ::unsetenv("XAPIAN_FLUSH_THRESHOLD"); }
  FlushThreshold(const FlushThreshold&) = delete;
  FlushThreshold& operator=(const FlushThreshold&) = delete;
};

TEST(IndexWriter, ShowsNothingBeforeItPublishesHoweverMuchItWrites) {
  const FlushThreshold threshold;
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto put_many = [](IndexWriter& writer, const std::string& title) {
    for (int id = 100; id < 120; ++id) writer.Put(TitledPaper(std::to_string(id), title), "root");
  };
  WritePapers(index, {TitledPaper("1", "T")});
  for (int round = 0; round < 2; ++round) {
    IndexWriter writer(index, Mode::kUpdate);
    put_many(writer, "T");
    EXPECT_EQ(VisiblePapers(index), "1=T");
  }
  EXPECT_EQ(VisiblePapers(index), "1=T");
  IndexWriter writer(index, Mode::kUpdate);
  put_many(writer, "U");
  writer.RemoveMissing("root");
  EXPECT_EQ(VisiblePapers(index), "1=T");
  writer.Publish();
  EXPECT_TRUE(VisiblePapers(index).starts_with("100=U 101=U 102=U ")) << VisiblePapers(index);
}

TEST(IndexWriter, ChangesNothingUnlessItPublishes) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  { IndexWriter(index, Mode::kUpdate).Put(TitledPaper("1", "T"), "root"); }
  EXPECT_EQ(VisiblePapers(index), "no index");
  EXPECT_EQ(Listing(index), "");

  WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "T")});
  for (const Mode mode : {Mode::kUpdate, Mode::kRebuild}) {
    {
      IndexWriter writer(index, mode);
      writer.Put(TitledPaper("1", "U"), "root");
      writer.Put(TitledPaper("3", "U"), "root");
      writer.RemoveMissing("root");
    }
    EXPECT_EQ(VisiblePapers(index), "1=T 2=T");
    EXPECT_EQ(Listing(index), "XAPIANDB gen-000001");
  }
  // As if they had never been.
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(ToString(writer.Put(TitledPaper("1", "T"), "root")), "unchanged");
  EXPECT_EQ(ToString(writer.Put(TitledPaper("3", "U"), "root")), "added");
}

TEST(IndexWriter, PublishesAgainWhatIsWrittenAfterwards) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  {
    IndexWriter writer(index, Mode::kUpdate);
    writer.Put(TitledPaper("1", "T"), "root");
    writer.Publish();
    EXPECT_EQ(ErrorOf([&writer] { writer.Publish(); }), "no error");
    writer.Put(TitledPaper("2", "T"), "root");
    EXPECT_EQ(VisiblePapers(index), "1=T");
    EXPECT_EQ(ErrorOf([&writer] { writer.Publish(); }), "no error");
    EXPECT_EQ(VisiblePapers(index), "1=T 2=T");
    writer.Put(TitledPaper("3", "T"), "root");
  }
  EXPECT_EQ(VisiblePapers(index), "1=T 2=T");
}

TEST(IndexWriter, WritesNothingInADryRun) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  EXPECT_EQ(Outcomes(index, Mode::kDryRun, {TitledPaper("1", "T")}), "added 0 removed");
  EXPECT_FALSE(fs::exists(index));

  WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "T"), TitledPaper("3", "T")});
  const auto before = FileContents(index);
  EXPECT_EQ(Outcomes(index, Mode::kDryRun,
                     {TitledPaper("1", "T"), TitledPaper("2", "U"), TitledPaper("4", "T")}),
            "unchanged updated added 1 removed");
  EXPECT_EQ(FileContents(index), before);
}

TEST(IndexWriter, SaysInADryRunWhatARunWouldSay) {
  const std::vector<std::vector<Paper>> runs = {
      {},
      {TitledPaper("1", "T")},
      {TitledPaper("1", "U"), TitledPaper("3", "T")},
      {TitledPaper("2", "T"), TitledPaper("1", "T")},
      // The same id twice.
      {TitledPaper("3", "T"), TitledPaper("3", "T")},
      {TitledPaper("3", "T"), TitledPaper("3", "U")},
      {TitledPaper("1", "U"), TitledPaper("1", "T")},
      {TitledPaper("1", "U"), TitledPaper("1", "U")},
  };
  for (const std::vector<Paper>& papers : runs) {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "T")});
    const std::string dry = Outcomes(index, Mode::kDryRun, papers);
    EXPECT_EQ(dry, Outcomes(index, Mode::kUpdate, papers)) << papers.size();
  }
}

TEST(IndexWriter, AddsToAnIndexThatCannotBeInADryRun) {
  const TemporaryFolder folder;
  const std::string index = folder / std::string(300, 'x');
  EXPECT_EQ(ErrorOf([&] {
              EXPECT_EQ(Outcomes(index, Mode::kDryRun, {TitledPaper("1", "T")}), "added 0 removed");
            }),
            "no error");
}

}  // namespace
}  // namespace dssearch::indexer
