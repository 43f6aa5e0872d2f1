#include "indexer/user_notes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/index_check.h"
#include "indexer/index_upgrade.h"
#include "indexer/index_writer.h"
#include "searcher/format/commit.h"
#include "searcher/format/stored_index.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/clock.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using format::UserNote;
using testing::TemporaryFolder;
using testing::TitledPaper;
using Mode = IndexWriter::Mode;
using Notes = std::vector<UserNote>;

TEST(UserNotes, AreOnPapersByAnyOfTheirIdentifiers) {
  const UserNotes notes({{.id = "https://arxiv.org/abs/2402.03300v3", .text = "arxiv"},
                         {.id = "DOI:10.1000/X", .text = "doi"},
                         {.id = "Shao2024", .text = "key"},
                         {.id = "shao2024", .tags = {"t"}, .text = "again"},
                         {.id = "1", .text = "one"}});
  struct Case {
    Paper paper;
    std::string text;
  };
  const std::vector<Case> cases = {
      {{.id = "2402.03300"}, "arxiv"},
      {{.id = "arXiv:2402.03300v1"}, "arxiv"},
      {{.id = "p", .url = "https://arxiv.org/pdf/2402.03300"}, "arxiv"},
      {{.id = "p", .venue = "arXiv preprint arXiv:2402.03300"}, "arxiv"},
      {{.id = "p", .doi = "10.1000/x"}, "doi"},
      {{.id = "p", .identifiers = {"shao2024"}}, "key\n\nagain"},
      {{.id = "SHAO2024", .doi = "10.1000/x", .identifiers = {"2402.03300"}},
       "key\n\nagain\n\ndoi\n\narxiv"},
      {{.id = "p", .summary_en = "It extends 2402.03300."}, ""},
      {{.id = "12"}, ""},
      {{.id = "1"}, "one"},
      // A paper beside another one that has the id.
      {{.id = "1 #28faff", .identifiers = {"1"}}, ""},
      {{.id = "1 #28faff", .doi = "10.1000/x", .identifiers = {"1"}}, "doi"},
  };
  for (const auto& [paper, text] : cases) EXPECT_EQ(notes.Of(paper).text, text) << paper.id;
  EXPECT_EQ(notes.Of({.id = "shao2024"}).tags, (std::vector<std::string>{"t"}));
  EXPECT_TRUE(UserNotes().Of({.id = "1"}).empty());
}

TEST(UserNotes, DifferWhereOneHasOtherWords) {
  const UserNotes notes({{.id = "a", .text = "A"}, {.id = "b", .text = "B"}, {.id = "c"}});
  EXPECT_EQ(notes.DifferencesFrom(notes), std::set<std::string>());
  EXPECT_EQ(notes.DifferencesFrom(UserNotes({{.id = "a", .text = "A"}, {.id = "b", .text = "C"}})),
            (std::set<std::string>{"XIb", "XIc"}));
  EXPECT_EQ(UserNotes().DifferencesFrom(notes), (std::set<std::string>{"XIa", "XIb", "XIc"}));
}

// What a reader sees: "1 [a][b] note; 2  ;" in the order of ids.
std::string Shown(const std::string& index) {
  const Searcher searcher(index);
  std::map<std::string, Paper> papers;
  for (const Hit& hit : searcher.Search({.query = "", .limit = 100}).hits)
    papers[hit.paper.id] = hit.paper;
  std::string out;
  for (const auto& [id, paper] : papers) {
    out += (out.empty() ? "" : "; ") + id + ' ';
    for (const std::string& tag : paper.tags) out += '[' + tag + ']';
    out += ' ' + paper.note;
  }
  return out;
}

// "2 noted, changed 1 2, waiting x".
std::string ToString(const NoteCounts& counts) {
  std::string out = std::to_string(counts.papers) + " noted";
  if (!counts.updated.empty()) out += ", changed";
  for (const std::string& id : counts.updated) out += ' ' + id;
  if (!counts.unmatched.empty()) out += ", waiting";
  for (const std::string& id : counts.unmatched) out += ' ' + id;
  return out;
}

// A run over papers that were read from "root", with the notes that it is given: "added updated, 1
// removed; 2 noted, changed 1 2, waiting x".
std::string Index(const std::string& index, const std::vector<Paper>& papers,
                  const std::optional<Notes>& notes = std::nullopt, Mode mode = Mode::kUpdate) {
  IndexWriter writer(index, mode);
  if (notes) writer.SetNotes(*notes);
  std::string out;
  for (const Paper& paper : papers) out += testing::ToString(writer.Put(paper, "root")) + ' ';
  out += std::to_string(writer.RemoveMissing("root").size()) + " removed; ";
  out += ToString(writer.CountNotes());
  writer.Publish();
  return out;
}

// Only sets notes.
std::string SetNotes(const std::string& index, const Notes& notes, Mode mode = Mode::kUpdate) {
  IndexWriter writer(index, mode);
  writer.SetNotes(notes);
  std::string out = ToString(writer.CountNotes());
  writer.Publish();
  return out;
}

std::string CommitOf(const std::string& index) { return format::ReadCommit(index).name(); }

const Paper kFirst{.id = "1", .title = "Rivers", .tags = {"own"}, .note = "Mine."};
const Paper kSecond{.id = "2", .title = "Sediment", .doi = "10.1000/s"};

TEST(NotesOfAnIndex, StayUntilOthersAreSet) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::vector<Paper> papers = {kFirst, kSecond};
  EXPECT_EQ(Index(index, papers), "added added 0 removed; 0 noted");
  const Notes notes = {{.id = "1", .tags = {"own", "to read"}, .text = "Side."},
                       {.id = "doi:10.1000/S", .text = "Also."},
                       {.id = "x", .text = "Waits."}};
  EXPECT_EQ(SetNotes(index, notes), "2 noted, changed 1 2, waiting x");
  const std::string noted = "1 [own][to read] Mine.\n\nSide.; 2  Also.";
  EXPECT_EQ(Shown(index), noted);
  // A run that has nothing to do makes no commit.
  const std::string commit = CommitOf(index);
  EXPECT_EQ(SetNotes(index, notes), "2 noted, waiting x");
  EXPECT_EQ(Index(index, papers), "unchanged unchanged 0 removed; 2 noted, waiting x");
  EXPECT_EQ(Index(index, papers, notes), "unchanged unchanged 0 removed; 2 noted, waiting x");
  EXPECT_EQ(CommitOf(index), commit);
  // They outlive a rebuild, and one of its own sets others.
  EXPECT_EQ(Index(index, papers, std::nullopt, Mode::kRebuild),
            "added added 0 removed; 2 noted, waiting x");
  EXPECT_EQ(Shown(index), noted);
  EXPECT_EQ(Index(index, papers), "unchanged unchanged 0 removed; 2 noted, waiting x");
  EXPECT_EQ(Index(index, papers, Notes{{.id = "2", .text = "Other."}}, Mode::kRebuild),
            "added added 0 removed; 1 noted");
  EXPECT_EQ(Shown(index), "1 [own] Mine.; 2  Other.");
  EXPECT_EQ(SetNotes(index, {}), "0 noted, changed 2");
  EXPECT_EQ(Shown(index), "1 [own] Mine.; 2  ");
  EXPECT_EQ(Index(index, papers), "unchanged unchanged 0 removed; 0 noted");
  EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
}

TEST(NotesOfAnIndex, AreFoundAndCounted) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Index(index, {kFirst, kSecond});
  SetNotes(index, {{.id = "2", .tags = {"to read"}, .text = "The estuary is 长江口."}});
  const Searcher searcher(index);
  EXPECT_EQ(testing::Found(searcher, "tag:\"to read\""), "2");
  EXPECT_EQ(testing::Found(searcher, "estuary"), "2");
  EXPECT_EQ(testing::Found(searcher, "长江口"), "2");
  SetNotes(index, {});
  EXPECT_EQ(testing::Found(searcher, "estuary"), "");
  EXPECT_EQ(testing::Found(searcher, "tag:own"), "1");
}

TEST(NotesOfAnIndex, AreWrittenForThosePapersAloneThatTheyChange) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::vector<Paper> papers;
  for (int id = 100; id < 150; ++id) papers.push_back(TitledPaper(std::to_string(id), "T"));
  Index(index, papers);
  EXPECT_EQ(SetNotes(index, {{.id = "100", .text = "A"}, {.id = "101", .text = "B"}}),
            "2 noted, changed 100 101");
  EXPECT_EQ(SetNotes(index, {{.id = "101", .text = "B"}, {.id = "102", .text = "C"}}),
            "2 noted, changed 100 102");
  const format::Commit commit = format::ReadCommit(index);
  ASSERT_GE(commit.segments.size(), 2U);
  EXPECT_EQ(commit.segments.front().papers, 50U) << "the others stay where they are";
  EXPECT_EQ(commit.papers, 50U);
  // What is written again for another reason keeps them.
  papers.resize(10);
  EXPECT_EQ(Index(index, papers).substr(100), "40 removed; 2 noted");
  for (int i = 0; i < 10; ++i) papers[static_cast<std::size_t>(i)].title = "U";
  Index(index, papers);
  EXPECT_EQ(Shown(index), "100  ; 101  B; 102  C; 103  ; 104  ; 105  ; 106  ; 107  ; 108  ; 109  ");
  EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
}

TEST(NotesOfAnIndex, WaitForPapersThatCome) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  EXPECT_EQ(Index(index, {kFirst}, Notes{{.id = "2", .text = "N"}, {.id = "3", .text = "M"}}),
            "added 0 removed; 0 noted, waiting 2 3");
  EXPECT_EQ(Index(index, {kFirst, kSecond}), "unchanged added 0 removed; 1 noted, waiting 3");
  EXPECT_EQ(Shown(index), "1 [own] Mine.; 2  N");
  // One that goes, and comes again.
  EXPECT_EQ(Index(index, {kFirst}), "unchanged 1 removed; 0 noted, waiting 2 3");
  EXPECT_EQ(Index(index, {kFirst, kSecond}), "unchanged added 0 removed; 1 noted, waiting 3");
  EXPECT_EQ(Shown(index), "1 [own] Mine.; 2  N");
}

TEST(NotesOfAnIndex, ChangeTogetherWithPapers) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Index(index, {kFirst, kSecond}, Notes{{.id = "1", .text = "A"}, {.id = "2", .text = "B"}});
  Paper changed = kFirst;
  changed.note = "Now mine.";
  EXPECT_EQ(
      Index(index, {changed, kSecond}, Notes{{.id = "1", .text = "C"}, {.id = "2", .text = "B"}}),
      "updated unchanged 0 removed; 2 noted");
  EXPECT_EQ(Shown(index), "1 [own] Now mine.\n\nC; 2  B");
  // Of a paper that is put twice the last one counts, with its note.
  EXPECT_EQ(Index(index, {kFirst, changed, kSecond}, Notes{{.id = "1", .text = "D"}}),
            "updated repeated updated 0 removed; 1 noted");
  EXPECT_EQ(Shown(index), "1 [own] Now mine.\n\nD; 2  ");
  EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
}

TEST(NotesOfAnIndex, AreOnlyToldByADryRun) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const Notes notes = {
      {.id = "1", .text = "A"}, {.id = "2", .text = "B"}, {.id = "3", .text = "C"}};
  EXPECT_EQ(SetNotes(index, notes, Mode::kDryRun), "0 noted, waiting 1 2 3");
  EXPECT_FALSE(fs::exists(index));
  Index(index, {kFirst});
  const auto before = testing::FileContents(index);
  EXPECT_EQ(SetNotes(index, notes, Mode::kDryRun), "1 noted, changed 1, waiting 2 3");
  EXPECT_EQ(Index(index, {kFirst, kSecond}, notes, Mode::kDryRun),
            "updated added 0 removed; 2 noted, waiting 3");
  EXPECT_EQ(testing::FileContents(index), before);
}

TEST(NotesOfAnIndex, ChangeAPaperAsItsRecordDoes) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  testing::Clock clock(testing::kNovember);
  Index(index, {kFirst, kSecond});
  clock.Set(testing::kNovember + testing::kDay);
  SetNotes(index, {{.id = "2", .text = "N"}});
  clock.Set(testing::kNovember + 2 * testing::kDay);
  Index(index, {kFirst, kSecond}, std::nullopt, Mode::kRebuild);
  const Searcher searcher(index);
  EXPECT_EQ(searcher.Search({.query = "added:2026-11-01"}).total, 2U);
  EXPECT_EQ(testing::Found(searcher, "changed:2026-11-01"), "1");
  EXPECT_EQ(testing::Found(searcher, "changed:2026-11-02"), "2");
}

TEST(NotesOfAnIndex, OutliveAnUpgrade) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Index(index, {kFirst, kSecond}, Notes{{.id = "1", .text = "A"}, {.id = "x", .text = "B"}});
  format::Commit commit = format::ReadCommit(index);
  commit.analyzer = "rules 0";
  commit.number = format::NextCommitNumber(index);
  format::PublishCommit(index, commit);
  EXPECT_EQ(UpgradeIndex(index, 1).papers, 2U);
  EXPECT_EQ(Shown(index), "1 [own] Mine.\n\nA; 2  ");
  EXPECT_EQ(Index(index, {kFirst, kSecond}), "unchanged unchanged 0 removed; 1 noted, waiting x");
  EXPECT_EQ(SetNotes(index, {}), "0 noted, changed 1");
}

// Records are stored as they were read, so that those of a dump have no note twice.
TEST(NotesOfAnIndex, AreNoPartOfWhatIsReadAgain) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const Notes notes = {{.id = "1", .tags = {"t"}, .text = "A"}};
  Index(index, {kFirst, kSecond}, notes);
  std::vector<Paper> stored;
  format::ForEachStoredPaper(
      format::OpenStoredIndex(index),
      [&](const Paper& paper, const format::Provenance&) { stored.push_back(paper); });
  EXPECT_EQ(stored, (std::vector<Paper>{kFirst, kSecond}));
  Index(folder / "copy", stored, notes);
  EXPECT_EQ(Shown(folder / "copy"), Shown(index));
  // What was exported as it is shown has it once as well.
  const Searcher searcher(index);
  Index(folder / "exported", {*searcher.Get("1"), *searcher.Get("2")}, notes);
  EXPECT_EQ(Shown(folder / "exported"), Shown(index));
}

TEST(NotesOfAnIndex, StandBesideTermsAndLabels) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Index(index, {kFirst}, Notes{{.id = "1", .text = "A"}});
  {
    IndexWriter writer(index, Mode::kUpdate);
    writer.AddLabels({{.zh = "水文学", .en = "hydrology"}});
    writer.SetUserTerms({{"bok choy", "bok choy", {{"大白菜", 1, 0, format::Origin::kUser}}}});
    writer.Publish();
  }
  EXPECT_EQ(SetNotes(index, {{.id = "2", .text = "B"}}), "0 noted, changed 1, waiting 2");
  const format::StoredIndex stored = format::OpenStoredIndex(index);
  EXPECT_EQ(format::ReadUserNotes(stored.lexicon), (Notes{{.id = "2", .text = "B"}}));
  EXPECT_EQ(format::ReadLexicon(stored.lexicon).size(), 1U);
  EXPECT_EQ(format::DecodeLabels(stored.lexicon.get_metadata(format::kLabelsKey)).size(), 1U);
}

TEST(NotesOfAnIndex, AreLostWithAWarningWhereItCannotBeRead) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto rebuild = [&](bool with_notes) {
    IndexWriter writer(index, Mode::kRebuild);
    writer.SetUserTerms({});
    if (with_notes) writer.SetNotes({});
    writer.Put(kFirst, "root");
    writer.Publish();
    std::string out;
    for (const Warning& warning : writer.TakeWarnings())
      out += warning.what.substr(warning.what.find("cannot")).substr(0, 48) + " / " + warning.hint;
    return out;
  };
  const auto damage = [&] {
    fs::remove(index + '/' + format::ReadCommit(index).lexicon + "/iamglass");
  };
  Index(index, {kFirst}, Notes{{.id = "1", .text = "A"}});
  EXPECT_EQ(rebuild(false), "");
  EXPECT_EQ(Shown(index), "1 [own] Mine.\n\nA");
  damage();
  EXPECT_EQ(rebuild(false),
            "cannot be read, notes of your own in it are lost / give them again with --notes");
  EXPECT_EQ(Shown(index), "1 [own] Mine.");
  damage();
  EXPECT_EQ(rebuild(true), "") << "they are given again";
}

// They stand apart from the segments.
TEST(NotesOfAnIndex, OutliveTheRebuildOfDamagedSegments) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Index(index, {kFirst}, Notes{{.id = "1", .text = "A"}});
  fs::remove(index + "/segment-000001/columns");
  IndexWriter writer(index, Mode::kRebuild);
  writer.Put(kFirst, "root");
  writer.Publish();
  EXPECT_EQ(Shown(index), "1 [own] Mine.\n\nA");
}

// Whatever runs came before, an index shows the papers and notes that hold, and finds nothing to do
// when it is run over again.
TEST(NotesOfAnIndex, AreThoseThatHoldAfterAnyRuns) {
  std::mt19937 random(20261201);
  const auto pick = [&random](int end) {
    return std::uniform_int_distribution<int>(0, end - 1)(random);
  };
  const std::vector<std::string> names = {"p0",         "P1",        "p2",  "p3",
                                          "2402.03300", "10.1000/x", "none"};
  for (int index_number = 0; index_number < 6; ++index_number) {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    Notes notes;
    for (int run = 0; run < 8; ++run) {
      std::vector<Paper> papers;
      for (int i = 0; i < 5; ++i) {
        if (pick(4) == 0) continue;
        Paper paper{.id = "p" + std::to_string(i), .title = "Title " + std::to_string(i)};
        if (pick(3) == 0) paper.note = "own";
        if (pick(3) == 0) paper.tags = {"a"};
        if (i == 2) paper.identifiers = {"2402.03300"};
        if (i == 3) paper.doi = "10.1000/x";
        papers.push_back(paper);
      }
      const bool sets = pick(2) == 0;
      if (sets) {
        notes.clear();
        for (const std::string& name : names)
          if (pick(2) == 0)
            notes.push_back({.id = name,
                             .tags = pick(2) == 0 ? std::vector<std::string>{"a", "b"}
                                                  : std::vector<std::string>{"c"},
                             .text = pick(2) == 0 ? "text " + std::to_string(pick(3)) : ""});
      }
      const Mode mode = pick(4) == 0 ? Mode::kRebuild : Mode::kUpdate;
      Index(index, papers, sets ? std::optional(notes) : std::nullopt, mode);
      const UserNotes held(notes);
      const Searcher searcher(index);
      ASSERT_EQ(searcher.size(), papers.size());
      std::size_t noted = 0;
      for (const Paper& paper : papers) {
        ASSERT_EQ(searcher.Get(paper.id), format::WithNote(paper, held.Of(paper))) << run;
        noted += held.Of(paper).empty() ? 0 : 1;
      }
      ASSERT_EQ(IndexWriter(index, Mode::kDryRun).CountNotes().papers, noted);
      ASSERT_EQ(CheckIndex(index), std::vector<std::string>());
      const std::string commit = CommitOf(index);
      Index(index, papers, notes);
      ASSERT_EQ(CommitOf(index), commit) << "there is nothing to do";
    }
  }
}

}  // namespace
}  // namespace dssearch::indexer
