// What an index writer writes: segments, deletions and commits.

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/index_check.h"
#include "indexer/index_writer.h"
#include "searcher/format/commit.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_index.h"
#include "searcher/text/analyzer.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/clock.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using Mode = IndexWriter::Mode;
using testing::Answer;
using testing::ErrorOf;
using testing::FileContents;
using testing::Listing;
using testing::TemporaryFolder;
using testing::TitledPaper;
using testing::VisiblePapers;
using testing::WritePapers;

// The segments of the current commit, each with its papers and how many of them are deleted.
std::string SegmentsOf(const std::string& index) {
  std::string out;
  for (const format::CommitSegment& segment : format::ReadCommit(index).segments)
    out += (out.empty() ? "" : " ") + segment.name + ' ' + std::to_string(segment.papers) + '-' +
           std::to_string(segment.deleted);
  return out;
}

TEST(IndexWriter, WritesASegmentAnewOfWhichMuchIsDeleted) {
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
  // Most of the first segment is deleted, so that the rest of it was written anew.
  EXPECT_EQ(SegmentsOf(index), "segment-000002 255-5");
  std::string all;
  for (int id = 1000; id < 1250; ++id)
    all.append(all.empty() ? "" : " ")
        .append(std::to_string(id))
        .append(id < 1010                 ? "=T"
                : id >= 1240 && id < 1245 ? "=Changed!"
                                          : "=changed");
  EXPECT_EQ(VisiblePapers(index), all);
  EXPECT_EQ(format::ReadCommit(index).papers, 250U);
}

TEST(IndexWriter, MergesWhatIsSmall) {
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
  EXPECT_EQ(SegmentsOf(index), "segment-000003 920-250 segment-000004 10-0");
  EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
}

TEST(IndexWriter, WritesToNothingThatACommitNames) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::vector<Paper> papers;
  for (int id = 100; id < 200; ++id) papers.push_back(TitledPaper(std::to_string(id), "T"));
  WritePapers(index, papers);
  const std::string identity = format::CommitIdentity(index);
  const format::Commit first = format::ReadCommit(index);
  EXPECT_EQ(first.format, format::kFormatVersion);
  EXPECT_EQ(first.analyzer, text::Analyzer::Id());
  EXPECT_EQ(first.papers, 100U);
  const auto before = FileContents(index);
  WritePapers(index, {TitledPaper("150", "changed"), TitledPaper("300", "T")});
  const format::Commit second = format::ReadCommit(index);
  EXPECT_EQ(second.papers, 101U);
  EXPECT_EQ(SegmentsOf(index), "segment-000001 100-1 segment-000002 2-0");
  EXPECT_NE(format::CommitIdentity(index), identity);
  const auto after = FileContents(index);
  for (const auto& [name, content] : before)
    if (!name.ends_with("/XAPIANDB") && !name.ends_with("/lock")) {
      EXPECT_EQ(after.at(name), content) << name;
    }
  // What a deletion leaves is what the next one begins with.
  WritePapers(index, {TitledPaper("151", "changed")});
  EXPECT_EQ(SegmentsOf(index), "segment-000001 100-2 segment-000003 3-0");
  EXPECT_EQ(Listing(index + "/segment-000001"),
            "columns deletions-000002 deletions-000003 iamglass postings postlist.glass values");
  EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
}

// Papers for several batches, which end on threads in any order.
TEST(IndexWriter, WritesTheSameWithAnyNumberOfThreads) {
  const testing::Clock clock(testing::kNovember);
  const TemporaryFolder folder;
  const auto segment = [&folder](const std::string& name, unsigned jobs) {
    IndexWriter writer(folder / name, Mode::kUpdate, jobs);
    for (int id = 0; id < 9000; ++id)
      writer.Put(TitledPaper(std::to_string(id), "T" + std::to_string(id * id % 1000)), "root");
    writer.Publish();
    std::map<std::string, std::string> files;
    for (auto& [path, content] : FileContents(folder / (name + "/segment-000001")))
      files[fs::path(path).filename()] = std::move(content);
    return files;
  };
  const auto one = segment("one", 1);
  EXPECT_EQ(one.size(), 5U);
  EXPECT_TRUE(one == segment("four", 4));
}

// Xapian's own parser and matcher, by way of the stub.
TEST(IndexWriter, WritesWhatAnyProgramWithXapianCanSearch) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::vector<Paper> papers;
  for (int id = 100; id < 150; ++id)
    papers.push_back(TitledPaper(std::to_string(id), id % 2 == 0 ? "Deep rivers" : "Deep 推理"));
  WritePapers(index, papers);
  WritePapers(index, {TitledPaper("200", "Shallow rivers"), TitledPaper("201", "推理 rivers")});
  const Xapian::Database database(index);
  EXPECT_EQ(database.get_doccount(), 52U);
  Xapian::QueryParser parser;
  parser.set_database(database);
  parser.add_prefix("title", "S");
  Xapian::Enquire enquire(database);
  const auto count = [&](const std::string& query) {
    enquire.set_query(parser.parse_query(query));
    return enquire.get_mset(0, 100).size();
  };
  EXPECT_EQ(count("rivers"), 27U);
  EXPECT_EQ(count("title:shallow"), 1U);
  EXPECT_EQ(count("rivers AND NOT deep"), 2U);
  EXPECT_EQ(count("推理"), 26U);
  // Values stand in columns alone.
  for (Xapian::valueno slot = 0; slot < format::kSlotEnd; ++slot)
    EXPECT_EQ(database.get_value_freq(slot), 0U) << slot;
}

// A reader sees the papers of a commit wherever they stand, and no others.
TEST(IndexWriter, AnswersAsAnIndexMadeAnew) {
  const TemporaryFolder folder;
  std::mt19937 random(3);
  const char* const kWords[] = {"graph", "graphs", "network", "推理",
                                "学习",  "river",  "maths",   "图"};
  std::map<std::string, Paper> papers;
  const auto random_paper = [&](const std::string& id) {
    Paper paper{.id = id, .title = "Paper " + id, .authors = {"Ann Li"}};
    for (int i = 0; i < 6; ++i) paper.summary_en += std::string(kWords[random() % 8]) + ' ';
    paper.date = std::to_string(2000 + random() % 20);
    paper.domains = {std::string(kWords[random() % 8])};
    return paper;
  };
  const std::string index = folder / "index";
  for (int round = 0; round < 200; ++round) {
    {
      IndexWriter writer(index, Mode::kUpdate);
      std::set<std::string> ids;
      for (std::size_t n = random() % (round % 10 == 0 ? 150 : 12); n > 0; --n)
        ids.insert(std::to_string(random() % 200));
      for (const std::string& id : ids) {
        if (random() % 4 == 0) {
          EXPECT_EQ(writer.Remove(id), papers.erase(id) > 0);
        } else {
          papers[id] = random_paper(id);
          writer.Put(papers[id], "root");
        }
      }
      writer.Publish();
    }
    if (round % 8 != 7) continue;
    EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
    const std::string anew = folder / ("anew" + std::to_string(round));
    std::vector<Paper> all;
    for (const auto& [id, paper] : papers) all.push_back(paper);
    WritePapers(anew, all);
    const Searcher updated(index);
    const Searcher rebuilt(anew);
    EXPECT_EQ(updated.size(), papers.size());
    for (const char* query : {"", "graph", "network river", "推理 学习", "\"graph network\"",
                              "domain:maths", "author:li 图", "gra*", "date:2005..2010 -river"})
      EXPECT_EQ(Answer(updated, query), Answer(rebuilt, query)) << round << ' ' << query;
    for (const char* begin : {"g", "ne", "推"})
      EXPECT_EQ(updated.Suggest(begin), rebuilt.Suggest(begin)) << round << ' ' << begin;
  }
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

TEST(IndexWriter, RebuildsBesideTheCommitBefore) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "T")});
  const Searcher reader(index);
  const std::string identity = format::CommitIdentity(index);

  WritePapers(index, {TitledPaper("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(index), "1=U");
  EXPECT_NE(format::CommitIdentity(index), identity);
  EXPECT_EQ(Listing(index),
            "XAPIANDB commit-000001.json commit-000002.json lexicon-000001 lexicon-000002 "
            "segment-000001 segment-000002");

  WritePapers(index, {TitledPaper("1", "V")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(index), "1=V");
  EXPECT_EQ(Listing(index),
            "XAPIANDB commit-000002.json commit-000003.json lexicon-000002 lexicon-000003 "
            "segment-000002 segment-000003");
  EXPECT_EQ(reader.size(), 1U);
}

// What has no right hash any more gets none by being merged.
TEST(IndexWriter, MergesNothingThatIsDamaged) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto papers = [](int first, int last) {
    std::vector<Paper> all;
    for (int id = first; id < last; ++id) all.push_back(TitledPaper(std::to_string(id), "T"));
    return all;
  };
  WritePapers(index, papers(1000, 1100));
  IndexWriter writer(index, Mode::kUpdate);
  for (const Paper& paper : papers(1100, 1150)) writer.Put(paper, "root");
  {
    std::fstream bytes(index + "/segment-000001/columns",
                       std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekp(-1, std::ios::end);
    bytes.put('x');
  }
  EXPECT_EQ(ErrorOf([&] { writer.Publish(); }),
            "corrupt: the index is damaged: the files of 'segment-000001' are not those of the "
            "commit / rebuild the index: dsindex --rebuild --index INDEX PATH");
}

TEST(IndexWriter, RemovesWhatARunThatWasKilledLeft) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  const std::string before = Listing(index);
  fs::copy(index + "/segment-000001", index + "/segment-000002", fs::copy_options::recursive);
  fs::copy(index + "/commit-000001.json", index + "/commit-000002.json");
  folder.Write("index/build-000002/batch", "x");
  { IndexWriter writer(index, Mode::kUpdate); }
  EXPECT_EQ(Listing(index), before);
}

// Whoever copies an index while it is updated may have copied the commit before, and then the stub.
TEST(IndexWriter, IsReadFromACopyWhoseStubIsNewer) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::string copy = folder / "copy";
  WritePapers(index, {TitledPaper("1", "T")});
  fs::copy(index, copy, fs::copy_options::recursive);
  WritePapers(index, {TitledPaper("1", "T"), TitledPaper("2", "U")});
  fs::copy(index + "/XAPIANDB", copy + "/XAPIANDB", fs::copy_options::overwrite_existing);
  EXPECT_EQ(VisiblePapers(copy), "1=T");
  WritePapers(copy, {TitledPaper("1", "T"), TitledPaper("3", "V")});
  EXPECT_EQ(VisiblePapers(copy), "1=T 3=V");
}

TEST(IndexWriter, LeavesNothingWhereItMakesNoIndex) {
  const TemporaryFolder folder;
  const std::string index = folder / "new/index";
  { const IndexWriter writer(index, Mode::kUpdate); }
  EXPECT_FALSE(fs::exists(index));
  fs::create_directories(index);
  { const IndexWriter writer(index, Mode::kUpdate); }
  EXPECT_TRUE(fs::is_empty(index));
}

TEST(IndexWriter, RebuildsWhereThereIsNothing) {
  const TemporaryFolder folder;
  WritePapers(folder / "index", {TitledPaper("1", "T")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(folder / "index"), "1=T");
  EXPECT_EQ(Listing(folder / "index"), "XAPIANDB commit-000001.json lexicon-000001 segment-000001");
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
    EXPECT_EQ(writer.Put({.id = "8", .title = "after"}, "root/file"), Outcome::kUpdated);
    writer.Publish();
  }
  EXPECT_EQ(SegmentsOf(index), "segment-000001 66002-3 segment-000002 1-0");
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

TEST(IndexWriter, PacksAllSegmentsWithTheFirstDictionary) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto expect_stored = [&](const std::vector<Paper>& expected) {
    const Searcher searcher(index);
    ASSERT_EQ(searcher.size(), expected.size());
    for (const Paper& paper : expected) ASSERT_EQ(searcher.Get(paper.id), paper);
  };
  const auto dictionary = [&] {
    std::set<std::string> all;
    for (const format::StoredIndex::Part& part : format::OpenStoredIndex(index).parts)
      all.insert(part.database.get_metadata(format::kDictionaryKey));
    EXPECT_EQ(all.size(), 1U);
    return *all.begin();
  };
  std::vector<Paper> papers = Alike(1, 800, "does well.");
  WritePapers(index, papers);
  expect_stored(papers);
  const std::string first = dictionary();
  EXPECT_GT(first.size(), 1000U);

  // Beside what stays, merged with it, and behind what stays of it.
  for (const int changed : {5, 100, 700}) {
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
