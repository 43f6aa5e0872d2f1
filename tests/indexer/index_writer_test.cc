// What becomes of papers that are put into an index, and when readers see it.

#include "indexer/index_writer.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <utility>
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
  // The same under another name of a file.
  EXPECT_EQ(put({TitledPaper("1", "T")}, "elsewhere"), "unchanged 1=T 2=V 3=W");
  EXPECT_EQ(put({TitledPaper("1", "T")}, "elsewhere"), "unchanged 1=T 2=V 3=W");
  // The last of those with the same id stays.
  EXPECT_EQ(put({TitledPaper("4", "X"), TitledPaper("4", "X"), TitledPaper("4", "x.")}, "root"),
            "added repeated repeated 1=T 2=V 3=W 4=x.");
  // Any field is a change.
  EXPECT_EQ(put({{.id = "4", .title = "x.", .keywords_en = {"k"}}}, "root"),
            "updated 1=T 2=V 3=W 4=x.");
}

// Runs over papers, each from a file: "added 1=T".
std::string Runs(const std::vector<std::vector<std::pair<Paper, std::string>>>& runs) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::string out;
  for (const auto& run : runs) {
    IndexWriter writer(index, Mode::kUpdate);
    for (const auto& [paper, source] : run) out += ToString(writer.Put(paper, source)) + " ";
    writer.Publish();
  }
  return out + VisiblePapers(index);
}

TEST(IndexWriter, KeepsPapersApartThatHaveOneKey) {
  const Paper maps = {.id = "smith2020", .title = "Maps of Soup", .authors = {"Ann Smith"}};
  const Paper soup = {.id = "smith2020", .title = "Soups of Maps", .authors = {"Bob Smith"}};
  const Paper maps_again = {.id = "smith2020", .title = "Maps of Soup: A Study"};
  const std::string both = "smith2020=Maps of Soup smith2020 #122a81=Soups of Maps";
  EXPECT_EQ(Runs({{{maps, "a"}, {soup, "a"}}}), "added added " + both);
  EXPECT_EQ(Runs({{{maps, "a"}, {soup, "b"}}, {{maps, "a"}, {soup, "b"}}}),
            "added added unchanged unchanged " + both);
  EXPECT_EQ(Runs({{{maps, "a"}}, {{soup, "b"}}, {{soup, "b"}}}), "added added unchanged " + both);
  // In the same file, or with a subtitle, it is a correction.
  EXPECT_EQ(Runs({{{maps, "a"}}, {{soup, "a"}}}), "added updated smith2020=Soups of Maps");
  EXPECT_EQ(Runs({{{maps, "a"}}, {{maps_again, "b"}}}),
            "added updated smith2020=Maps of Soup: A Study");
  // A DOI may have an abridged title.
  const Paper part = TitledPaper("10.1000/a", "Reading Slow Rivers in the North");
  const Paper whole = TitledPaper("10.1000/a", "Reading Slow Rivers");
  EXPECT_EQ(Runs({{{part, "a"}, {whole, "b"}}}), "added repeated 10.1000/a=Reading Slow Rivers");
  const Paper chapter = TitledPaper("10.1000/a", "Chapter 2");
  EXPECT_EQ(Runs({{{part, "a"}, {chapter, "a"}}}).substr(0, 11), "added added");
  // An id of arXiv is that of one paper.
  const Paper first = TitledPaper("2402.03300", "First Title");
  const Paper second = TitledPaper("2402.03300", "Second Title");
  EXPECT_EQ(Runs({{{first, "a"}}, {{second, "b"}}}), "added updated 2402.03300=Second Title");
  EXPECT_EQ(Runs({{{first, "a"}, {second, "b"}}}), "added repeated 2402.03300=Second Title");
}

TEST(IndexWriter, SaysHowAPaperIsKeptThatHasTheKeyOfAnother) {
  const TemporaryFolder folder;
  IndexWriter writer(folder / "index", Mode::kUpdate);
  std::string id;
  writer.Put(TitledPaper("k", "T"), "root", &id);
  EXPECT_EQ(id, "k");
  writer.Put(TitledPaper("k", "U"), "root", &id);
  EXPECT_TRUE(id.starts_with("k #")) << id;
}

TEST(IndexWriter, TellsEditorialsApartByTheirTexts) {
  const auto editorial = [](std::string id, std::string text) {
    return Paper{.id = std::move(id),
                 .title = "卷首语",
                 .authors = {"编辑部"},
                 .date = "2007",
                 .summary_zh = std::move(text)};
  };
  EXPECT_EQ(Runs({{{editorial("1", "春天来了。"), "a"}, {editorial("2", "夏天来了。"), "a"}},
                  {{editorial("3", "秋天来了。"), "a"}, {editorial("4", "夏天来了。"), "a"}}}),
            "added added added updated 1=卷首语 3=卷首语 4=卷首语");
}

TEST(IndexWriter, HasAPaperOnceWhateverItsIds) {
  const auto paper = [](std::string id, std::string title, std::string doi, std::string year,
                        std::string author) {
    Paper made = {.id = std::move(id),
                  .title = std::move(title),
                  .date = std::move(year),
                  .doi = std::move(doi)};
    if (!author.empty()) made.authors.push_back(std::move(author));
    return made;
  };
  struct Row {
    Paper one;
    Paper other;
    bool same;
  };
  const Row rows[] = {
      // Title, year and first author.
      {paper("1", "On T", "", "2020-05", "Ann Lee"), paper("2", "on t.", "", "2020", "A. Lee"),
       true},
      {paper("1", "On T", "", "2020", "Ann Lee"), paper("2", "On T", "", "2021", "Ann Lee"), false},
      {paper("1", "On T", "", "2020", "Ann Lee"), paper("2", "On T", "", "2020", "Bo Poe"), false},
      {paper("1", "On T", "", "2020", ""), paper("2", "On T", "", "2020", ""), false},
      {paper("1", "On T", "", "", "Ann Lee"), paper("2", "On T", "", "", "Ann Lee"), false},
      // Editorials have other texts or DOIs each time.
      {paper("1", "On T", "10.1000/a", "2020", "Ann Lee"),
       paper("2", "On T", "10.1000/b", "2020", "Ann Lee"), false},
      {paper("1", "On T", "10.1000/a", "2020", "Ann Lee"),
       paper("2", "On T", "", "2020", "Ann Lee"), true},
      // A DOI, with the title: parts of a volume may have its DOI, and so has a translation.
      {paper("1", "Reading Slow Rivers", "10.1000/a", "", ""),
       paper("2", "Reading slow rivers: a note", "10.1000/a", "2020", ""), true},
      {paper("1", "On T", "10.1000/a", "", ""), paper("2", "On U", "10.1000/a", "", ""), false},
      {paper("1", "On T", "10.1000/a", "", ""), paper("2", "题", "10.1000/a", "", ""), false},
      {paper("1", "On T", "10.1000/a", "", ""), paper("2", "On T", "10.1000/b", "", ""), false},
      {paper("1", "On T", "", "", ""), paper("2", "On T", "", "", ""), false},
      // arXiv's own DOI is that of its id.
      {paper("2402.03300", "On T", "", "", ""),
       paper("2", "on T.", "10.48550/arxiv.2402.03300", "", ""), true},
  };
  for (const auto& [one, other, same] : rows) {
    const std::string added = one.id + "=" + one.title;
    const std::string both = added + " " + other.id + "=" + other.title;
    EXPECT_EQ(Runs({{{one, "a"}, {other, "b"}}}),
              same ? "added repeated " + added : "added added " + both)
        << other.title;
    // In another run the later one takes its place.
    EXPECT_EQ(Runs({{{one, "a"}}, {{other, "b"}}}),
              same ? "added updated " + other.id + "=" + other.title : "added added " + both)
        << other.title;
    if (!same) continue;
    EXPECT_EQ(Runs({{{one, "a"}}, {{other, "b"}, {one, "a"}}, {{other, "b"}, {one, "a"}}}),
              "added updated repeated unchanged repeated " + other.id + "=" + other.title);
  }
}

// A line of a reading list takes nothing from a paper that a database has.
TEST(IndexWriter, KeepsTheRicherRecord) {
  const Paper rich = {.id = "p1",
                      .title = "On Slow Rivers",
                      .authors = {"Ann Lee", "Bo Poe"},
                      .date = "2020-05",
                      .summary_en = "Rivers are slow."};
  const Paper poor = {
      .id = "list-1", .title = "On slow rivers", .authors = {"Ann Lee"}, .date = "2020"};
  EXPECT_EQ(Runs({{{rich, "a"}}, {{poor, "b"}}}), "added repeated p1=On Slow Rivers");
  EXPECT_EQ(Runs({{{poor, "b"}}, {{rich, "a"}}}), "added updated p1=On Slow Rivers");
  EXPECT_EQ(Runs({{{rich, "a"}}, {{poor, "b"}, {rich, "a"}}}),
            "added repeated unchanged p1=On Slow Rivers");
  // In its own file it is a correction.
  EXPECT_EQ(Runs({{{rich, "a"}}, {{poor, "a"}}}), "added updated list-1=On slow rivers");
  // What has gone from its file stays as long as the list has it.
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  for (const bool listed : {true, true, false}) {
    IndexWriter writer(index, Mode::kUpdate);
    if (!listed) writer.Put({.id = "other", .title = "Other"}, "/x/c");
    if (listed && writer.CountMissing("/x") == 0) writer.Put(rich, "/x/a");
    if (listed) writer.Put(poor, "/x/b");
    writer.RemoveMissing("/x");
    writer.Publish();
    EXPECT_EQ(VisiblePapers(index), listed ? "p1=On Slow Rivers" : "other=Other");
  }
}

// Papers few of which are different, so that ids, titles and DOIs meet in all ways.
TEST(IndexWriter, CountsWhatIsInTheIndex) {
  const Paper first = {.id = "1", .title = "On T", .authors = {"Ann Lee"}, .date = "2020"};
  Paper same = first;
  same.id = "2";
  Paper other = same;
  other.date = "2021";
  // The id of a record that repeats a paper is free for another.
  EXPECT_EQ(Runs({{{first, "a"}, {same, "a"}, {other, "a"}}}),
            "added repeated added 1=On T 2=On T");
  constexpr unsigned kSeeds = 60;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&random](unsigned end) { return random() % end; };
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    std::size_t papers = 0;
    for (int run = 0; run < 3; ++run) {
      const std::unique_ptr<IndexWriter> dry = std::make_unique<IndexWriter>(index, Mode::kDryRun);
      IndexWriter writer(index, Mode::kUpdate);
      for (int i = 0; i < 8; ++i) {
        Paper paper = {.id = std::string(1, static_cast<char>('a' + below(4))),
                       .title = below(2) == 0 ? "On Slow Rivers" : "On Fast Rivers",
                       .authors = {"Ann Lee"},
                       .date = below(2) == 0 ? "2020" : "2021"};
        if (below(3) == 0) paper.doi = below(2) == 0 ? "10.1000/a" : "10.1000/b";
        if (below(3) == 0) paper.summary_en = below(2) == 0 ? "Text." : "Another text.";
        const std::string file = below(2) == 0 ? "root/a" : "root/b";
        const Outcome outcome = writer.Put(paper, file);
        ASSERT_EQ(dry->Put(paper, file), outcome) << seed;
        if (outcome == Outcome::kAdded) ++papers;
      }
      const std::size_t removed = writer.RemoveMissing("root").size();
      EXPECT_EQ(dry->RemoveMissing("root").size(), removed) << seed;
      papers -= removed;
      writer.Publish();
      ASSERT_EQ(Searcher(index).size(), papers) << "seed " << seed << ", run " << run;
    }
  }
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
    EXPECT_EQ(writer.RemoveMissing("a").size(), 0U);
    writer.Publish();
  }
  {
    IndexWriter writer(index, Mode::kUpdate);
    writer.Put(TitledPaper("1", "T"), "a");  // Unchanged.
    writer.Put(TitledPaper("2", "U"), "a");  // Updated.
    writer.Put(TitledPaper("6", "T"), "a");  // Added.
    EXPECT_EQ(writer.RemoveMissing("unknown").size(), 0U);
    EXPECT_EQ(writer.CountMissing("a"), 2U);
    EXPECT_EQ(writer.RemoveMissing("a").size(), 2U);
    EXPECT_EQ(writer.RemoveMissing("a").size(), 0U);
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
  EXPECT_EQ(ToString(writer.Put(TitledPaper("1", "T"), "elsewhere")), "unchanged");
  EXPECT_EQ(writer.RemoveMissing("root").size(), 1U);
  EXPECT_EQ(writer.RemoveMissing("elsewhere").size(), 0U);
  writer.Publish();
  EXPECT_EQ(VisiblePapers(index), "1=T");
}

TEST(IndexWriter, CanRemoveEverything) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(writer.RemoveMissing("root").size(), 1U);
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
  EXPECT_FALSE(std::filesystem::exists(index));

  WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "T")});
  for (const Mode mode : {Mode::kUpdate, Mode::kRebuild}) {
    {
      IndexWriter writer(index, mode);
      writer.Put(TitledPaper("1", "U"), "root");
      writer.Put(TitledPaper("3", "U"), "root");
      writer.RemoveMissing("root");
    }
    EXPECT_EQ(VisiblePapers(index), "1=T 2=T");
    EXPECT_EQ(Listing(index), "XAPIANDB commit-000001.json lexicon-000001 segment-000001");
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
