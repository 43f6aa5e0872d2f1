// What becomes of an index that lost a file, of runs that are ended, and of disks that are full.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "dssearch/searcher.h"
#include "indexer/index_check.h"
#include "indexer/index_upgrade.h"
#include "indexer/index_writer.h"
#include "searcher/format/commit.h"
#include "searcher/format/deletions.h"
#include "searcher/format/open_database.h"
#include "searcher/format/stored_index.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using Mode = IndexWriter::Mode;
using testing::ErrorOf;
using testing::FileContents;
using testing::Listing;
using testing::Shell;
using testing::TemporaryFolder;
using testing::TitledPaper;
using testing::VisiblePapers;
using testing::WritePapers;

constexpr const char* kDsindex = "'" DSSEARCH_DSINDEX "' ";

// An index of ten papers, one of which has changed since.
std::string UpdatedIndex(const TemporaryFolder& folder) {
  const std::string index = folder / "index";
  std::vector<Paper> papers;
  for (int id = 10; id < 20; ++id) papers.push_back(TitledPaper(std::to_string(id), "T"));
  WritePapers(index, papers);
  WritePapers(index, {TitledPaper("19", "U")});
  return index;
}

const char* const kPapers = "10=T 11=T 12=T 13=T 14=T 15=T 16=T 17=T 18=T 19=U";

TEST(LostStub, IsToldByWhatReads) {
  const TemporaryFolder folder;
  const std::string index = UpdatedIndex(folder);
  fs::remove(index + "/XAPIANDB");
  const auto before = FileContents(index);
  const std::string expected = "corrupt: the index '" + index +
                               "' has lost its file XAPIANDB / a run writes it again: dsindex "
                               "--index '" +
                               index + "' PATH";
  EXPECT_EQ(ErrorOf([&] { Searcher searcher(index); }), expected);
  EXPECT_EQ(ErrorOf([&] { CheckIndex(index); }), expected);
  EXPECT_EQ(ErrorOf([&] { format::OpenStoredIndex(index); }), expected);
  EXPECT_EQ(ErrorOf([&] { IndexWriter writer(index, Mode::kDryRun); }), expected);
  EXPECT_EQ(FileContents(index), before);
}

TEST(LostStub, IsWrittenAgainByTheNextRun) {
  struct Case {
    const char* arguments;
    const char* last_line;
    const char* papers;
  };
  const std::vector<Case> cases = {
      {"--keep-missing a.jsonl", "1 added, 0 updated, 0 unchanged, 0 removed, 0 rejected\n",
       "10=T 11=T 12=T 13=T 14=T 15=T 16=T 17=T 18=T 19=U a=A"},
      {"--remove 10", "1 removed\n", "11=T 12=T 13=T 14=T 15=T 16=T 17=T 18=T 19=U"},
      {"--rebuild a.jsonl", "1 added, 0 updated, 0 unchanged, 0 removed, 0 rejected\n", "a=A"},
      {"none.jsonl", "hint: name a file or a folder\n", kPapers},
  };
  for (const auto& [arguments, last_line, papers] : cases) {
    const TemporaryFolder folder;
    folder.Write("a.jsonl", R"({"id": "a", "title": "A"})");
    const std::string index = UpdatedIndex(folder);
    fs::remove(index + "/XAPIANDB");
    const std::string text = Shell("cd " + folder.path().string() + " && " + kDsindex +
                                   "-i index " + arguments + " | sed 's/ in .* s$//'")
                                 .text;
    EXPECT_TRUE(
        text.starts_with("dsindex: 'index' had lost its file XAPIANDB, which names "
                         "commit-000002 again\nhint: look for other faults: dsindex "
                         "--check\n"))
        << arguments << '\n'
        << text;
    EXPECT_EQ(VisiblePapers(index), papers) << text;
    EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
  }
}

TEST(LostStub, NamesTheNewestCommitThatIsWhole) {
  const TemporaryFolder folder;
  const std::string index = UpdatedIndex(folder);
  const auto lose = [&](const std::string& file) {
    fs::remove(index + "/XAPIANDB");
    fs::resize_file(index + file, fs::file_size(index + file) - 1);
  };
  lose("/segment-000002/postlist.glass");
  WritePapers(index, {TitledPaper("10", "V")});
  EXPECT_EQ(VisiblePapers(index), "10=V 11=T 12=T 13=T 14=T 15=T 16=T 17=T 18=T 19=T");
  lose("/segment-000001/columns");
  const std::string damaged = "corrupt: the index is damaged: '" + index +
                              "' has lost its file XAPIANDB, and no commit is whole / "
                              "rebuild the index: dsindex --rebuild --index INDEX PATH";
  const auto before = FileContents(index);
  EXPECT_EQ(ErrorOf([&] { WritePapers(index, {TitledPaper("1", "T")}); }), damaged);
  EXPECT_EQ(FileContents(index), before);
  WritePapers(index, {TitledPaper("1", "T")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(index), "1=T");
}

// A run that was killed before it published anything, or has yet to.
TEST(LostStub, IsNoneWhereThereWasNone) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  folder.Write("index/segment-000001/postlist.glass", "x");
  folder.Write("index/build-000001/batch", "x");
  folder.Write("index/commit-000001.json.tmp", "{");
  folder.Write("index/lock", "");
  EXPECT_EQ(ErrorOf([&] { Searcher searcher(index); }).substr(0, 9), "not found");
  WritePapers(index, {TitledPaper("1", "T")});
  EXPECT_EQ(VisiblePapers(index), "1=T");
  EXPECT_EQ(Listing(index), "XAPIANDB commit-000001.json lexicon-000001 segment-000002");
  // Just before it.
  fs::rename(index + "/XAPIANDB", index + "/XAPIANDB.tmp");
  EXPECT_EQ(ErrorOf([&] { Searcher searcher(index); }).substr(0, 9), "not found");
  EXPECT_EQ(VisiblePapers(index), "no index");
  WritePapers(index, {TitledPaper("2", "T")});
  EXPECT_EQ(VisiblePapers(index), "2=T");
  EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
}

TEST(IndexWriter, KeepsOnlyTheCommitBefore) {
  for (const Mode mode : {Mode::kUpdate, Mode::kRebuild}) {
    const TemporaryFolder folder;
    const std::string index = UpdatedIndex(folder);
    fs::copy(index + "/commit-000001.json", folder / "commit");
    WritePapers(index, {TitledPaper("18", "V")});
    // As if it had been killed before it removed anything.
    fs::copy(folder / "commit", index + "/commit-000001.json");
    folder.Write("index/gen-000001/shard-0/postlist.glass", "x");
    folder.Write("index/gen-000001/manifest.json", "x");
    folder.Write("index/XAPIANDB.tmp", "x");
    { IndexWriter writer(index, mode); }
    EXPECT_EQ(Listing(index),
              "XAPIANDB commit-000002.json commit-000003.json lexicon-000001 segment-000001 "
              "segment-000002 segment-000003");
    EXPECT_EQ(CheckIndex(index), std::vector<std::string>());
  }
}

TEST(IndexUpgrade, RemovesWhatOneThatWasKilledLeft) {
  const TemporaryFolder folder;
  const std::string index = UpdatedIndex(folder);
  const std::string before = Listing(index);
  folder.Write("index/gen-000001/shard-0/postlist.glass", "x");
  EXPECT_EQ(UpgradeIndex(index, 1).from, "");
  EXPECT_EQ(Listing(index), before);
}

TEST(ReadCurrent, ReadsTheNextCommitWhereThisOneIsRemoved) {
  const TemporaryFolder folder;
  const std::string index = UpdatedIndex(folder);
  int tries = 0;
  const unsigned long number = format::ReadCurrent(index, [&] {
    const format::Commit commit = format::ReadCommit(index);
    if (++tries < 3) {
      WritePapers(index, {TitledPaper("19", std::to_string(tries))});
      WritePapers(index, {TitledPaper("19", std::to_string(tries) + " again")});
    }
    for (const format::CommitSegment& segment : commit.segments) {
      format::OpenDatabase(index, segment.name, segment.files);
      format::ReadDeletions(index, segment);
    }
    return commit.number;
  });
  EXPECT_EQ(number, 6U);
  EXPECT_EQ(tries, 3);
  EXPECT_EQ(ErrorOf([&] {
              format::ReadCurrent(index, [] { throw Error(ErrorCode::kIo, "what", "hint"); });
            }),
            "io: what / hint");
}

// Whatever part of an index may not be read is no damage. Root may read everything.
TEST(Permissions, AreNoDamage) {
  class Unprivileged {
   public:
    Unprivileged() : was_(::geteuid()) {
      constexpr uid_t kNobody = 65534;
      if (was_ == 0) {
        EXPECT_EQ(::seteuid(kNobody), 0);
      }
    }
    ~Unprivileged() { EXPECT_EQ(::seteuid(was_), 0); }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

   private:
    uid_t was_;
  };
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  const std::string index = UpdatedIndex(folder);
  for (const char* name :
       {"XAPIANDB", "commit-000002.json", "segment-000001", "segment-000001/columns",
        "segment-000001/deletions-000002", "segment-000001/iamglass",
        "segment-000001/postlist.glass", "lexicon-000001", "lexicon-000001/iamglass"}) {
    const fs::path path = fs::path(index) / name;
    const fs::perms perms = fs::status(path).permissions();
    fs::permissions(path, fs::perms::none);
    std::vector<std::string> errors;
    {
      const Unprivileged unprivileged;
      errors = {ErrorOf([&] { Searcher searcher(index); }), ErrorOf([&] { CheckIndex(index); }),
                ErrorOf([&] { IndexWriter writer(index, Mode::kDryRun); }),
                ErrorOf([&] { format::OpenStoredIndex(index); })};
    }
    fs::permissions(path, perms);
    for (std::size_t i = 0; i < errors.size(); ++i) {
      // Those that only store papers read no columns.
      if (i >= 2 && std::string(name).ends_with("columns")) continue;
      EXPECT_TRUE(errors[i].starts_with("io: cannot read ") &&
                  errors[i].find("ermission") != std::string::npos)
          << name << ' ' << i << ": " << errors[i];
    }
  }
}

// A file that may not grow is as a full disk, and needs no file system of its own.
TEST(FullDisk, LeavesNothing) {
  const TemporaryFolder folder;
  std::string few;
  for (int i = 0; i < 300; ++i)
    few += R"({"id": ")" + std::to_string(i) + R"(", "title": "Paper )" + std::to_string(i % 7) +
           "\"}\n";
  folder.Write("few.jsonl", few);
  std::string many;
  for (int i = 0; i < 1200; ++i) {
    many += R"({"id": "m)" + std::to_string(i) + R"(", "title": "Many", "abstract": ")";
    for (int word = 0; word < 40; ++word)
      many += " w" + std::to_string((i * 40 + word) * 7919 % 9973);
    many += "\"}\nnonsense\n";  // It is rejected.
  }
  folder.Write("many.jsonl", many);
  const std::string cd = "cd " + folder.path().string() + " && ";
  ASSERT_EQ(Shell(cd + kDsindex + "-q -i index few.jsonl").status, 0);
  ASSERT_EQ(Shell(cd + kDsindex + "-q -i index --remove 5").status, 0);
  auto before = FileContents(folder / "index");
  int failed = 0;
  for (int blocks = 0; blocks < 1600; blocks += blocks < 160 ? 16 : 96) {  // Of 512 bytes.
    const testing::Output output = Shell(cd + "ulimit -f " + std::to_string(blocks) + " && " +
                                         kDsindex + "-q -j 2 -i index --keep-missing many.jsonl");
    if (output.status == 1) break;  // The rejects.
    ++failed;
    EXPECT_EQ(output.status, 2) << blocks << ' ' << output.text;
    EXPECT_NE(output.text.find("hint: is the disk full"), std::string::npos)
        << blocks << ' ' << output.text;
    auto after = FileContents(folder / "index");
    for (const char* of_a_run : {"/lock", "/rejects.jsonl"})
      before[folder / "index" + of_a_run] = after[folder / "index" + of_a_run] = "";
    ASSERT_EQ(after, before) << blocks << ' ' << output.text;
  }
  EXPECT_GT(failed, 10);
  EXPECT_EQ(CheckIndex(folder / "index"), std::vector<std::string>());
}

}  // namespace
}  // namespace dssearch::indexer
