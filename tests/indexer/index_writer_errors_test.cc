// What an index writer says where an index is locked, damaged, or not its own.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xapian.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "indexer/index_writer.h"
#include "searcher/format/columns.h"
#include "searcher/format/commit.h"
#include "searcher/format/schema.h"
#include "searcher/text/analyzer.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using Mode = IndexWriter::Mode;
using testing::ErrorOf;
using testing::TemporaryFolder;
using testing::TitledPaper;
using testing::VisiblePapers;
using testing::WritePapers;

TEST(IndexWriter, RebuildsWhateverIsWrongWithTheOldIndex) {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"XAPIANDB", ""},
      {"XAPIANDB", "auto gen-000007/shard-0\n"},
      {"XAPIANDB", "# commit-000009 x\nauto segment-000001\n"},
      {"XAPIANDB", "auto nowhere\n"},
      {"commit-000001.json", "{}"},
      {"segment-000001/iamglass", "not ours"},
      {"lexicon-000001/iamglass", "not ours"},
      {"other", "file"},
  };
  for (const auto& [name, content] : files) {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    WritePapers(index, {TitledPaper("1", "T")});
    folder.Write("index/" + name, content);
    EXPECT_EQ(ErrorOf([&] { WritePapers(index, {TitledPaper("1", "U")}, Mode::kRebuild); }),
              "no error")
        << name << " is " << content;
    EXPECT_EQ(ErrorOf([&] { EXPECT_EQ(VisiblePapers(index), "1=U"); }), "no error");
  }
}

// A link where the index has a file leads to one that stays as it is.
TEST(IndexWriter, WritesToNoFileThatALinkLeadsTo) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::string precious = folder.Write("precious", "precious");
  WritePapers(index, {TitledPaper("1", "T")});
  for (const char* name : {"XAPIANDB.tmp", "rejects.jsonl.tmp"})
    fs::create_symlink(precious, index + "/" + name);
  EXPECT_EQ(ErrorOf([&] { WritePapers(index, {TitledPaper("1", "U")}, Mode::kRebuild); }),
            "no error");
  fs::remove(index + "/lock");
  fs::create_symlink(precious, index + "/lock");
  EXPECT_EQ(ErrorOf([&] { WritePapers(index, {TitledPaper("1", "V")}); }),
            "io: '" + index + "/lock' is no file of dsindex / remove it");
  fs::remove(index + "/lock");
  ASSERT_EQ(::mkfifo((index + "/lock").c_str(), 0600), 0);
  EXPECT_EQ(ErrorOf([&] { WritePapers(index, {TitledPaper("1", "V")}); }),
            "io: '" + index + "/lock' is no file of dsindex / remove it");
  fs::remove(index + "/lock");
  fs::create_hard_link(precious, index + "/lock");
  EXPECT_EQ(ErrorOf([&] { WritePapers(index, {TitledPaper("1", "V")}); }),
            "io: '" + index + "/lock' is no file of dsindex / remove it");
  EXPECT_EQ(VisiblePapers(index), "1=U");
  std::ostringstream content;
  content << std::ifstream(precious).rdbuf();
  EXPECT_EQ(content.str(), "precious");
}

// Papers without a stored hash are written anew, and take no other paper's hash for theirs.
TEST(IndexWriter, TrustsNoHashThatADamagedIndexLacks) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::vector<Paper> papers = {TitledPaper("1", "T"), TitledPaper("2", "U"),
                                     TitledPaper("3", "V")};
  for (const Xapian::docid damaged : {1U, 3U}) {
    WritePapers(index, papers, Mode::kRebuild);
    {
      format::Commit commit = format::ReadCommit(index);
      format::CommitSegment& segment = commit.segments.front();
      std::ostringstream file;
      format::ColumnsWriter columns(file, papers.size());
      const auto old = format::Columns::Map(index, segment.name);
      for (unsigned slot = 0; slot < format::kSlotEnd; ++slot)
        for (Xapian::docid doc = 1; doc <= papers.size(); ++doc)
          if (slot != format::kContentHashSlot || doc != damaged)
            columns.Add(slot, doc, old->Of(slot).TextOf(doc));
      columns.Finish();
      std::ofstream(index + "/" + segment.name + "/" + format::kColumnsFile) << file.str();
      segment.files = format::FilesIn(index, segment.name);
      format::PublishCommit(index, commit);
    }
    IndexWriter writer(index, Mode::kUpdate);
    std::string outcomes;
    for (const Paper& paper : papers)
      outcomes += writer.Put(paper, "root") == Outcome::kUnchanged ? 'u' : 'w';
    writer.Publish();
    EXPECT_EQ(outcomes, damaged == 1 ? "wuu" : "uuw");
    EXPECT_EQ(VisiblePapers(index), "1=T 2=U 3=V");
  }
}

TEST(IndexWriter, SaysThatARebuildLosesTheUsersWordsOfADamagedIndex) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto rebuild = [&index](bool with_user_words) {
    IndexWriter writer(index, Mode::kRebuild);
    if (with_user_words) {
      writer.SetUserTerms({});
      writer.SetNotes({});
    }
    writer.Put(TitledPaper("1", "T"), "root");
    writer.Publish();
    std::string out;
    for (const Warning& warning : writer.TakeWarnings()) out += warning.what + " / " + warning.hint;
    return out;
  };
  EXPECT_EQ(rebuild(false), "");
  EXPECT_EQ(rebuild(false), "");
  fs::remove(index + "/lexicon-000002/iamglass");
  EXPECT_EQ(rebuild(false),
            "'" + index +
                "' cannot be read, terms and notes of your own in it are lost: "
                "the index is damaged: '" +
                index +
                "/lexicon-000002/iamglass' is not what the last run wrote / give them again with "
                "--lexicon-file and --notes");
  EXPECT_EQ(VisiblePapers(index), "1=T");
  fs::remove(index + "/lexicon-000003/iamglass");
  EXPECT_EQ(rebuild(true), "") << "they are given again";
}

TEST(Dsindex, SaysThatARebuildLosesTheUsersWordsOfADamagedIndex) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::string file = folder.Write("a.jsonl", R"({"id": "1", "title": "T"})");
  const auto rebuild = [&] {
    return testing::Shell("'" DSSEARCH_DSINDEX "' --rebuild --index " + index + " " + file).text;
  };
  const std::string done = "1 added, 0 updated, 0 unchanged, 0 removed, 0 rejected in ";
  EXPECT_TRUE(rebuild().starts_with(done));
  fs::remove(index + "/lexicon-000001/iamglass");
  const std::string text = rebuild();
  EXPECT_TRUE(text.starts_with("dsindex: '" + index +
                               "' cannot be read, terms and notes of your own in it are lost: "
                               "the index is damaged: '" +
                               index +
                               "/lexicon-000001/iamglass' is not what the last run wrote\n"
                               "hint: give them again with --lexicon-file and --notes\n" +
                               done))
      << text;
}

TEST(IndexWriter, LocksOutASecondWriter) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::array<char, 256> host{};
  ASSERT_EQ(::gethostname(host.data(), host.size() - 1), 0);
  const std::string expected = "locked: another writer holds '" + index + "' (process " +
                               std::to_string(::getpid()) + " on " + host.data() +
                               ") / wait until it is done, then try again";
  {
    IndexWriter writer(index, Mode::kUpdate);
    for (const Mode mode : {Mode::kUpdate, Mode::kRebuild})
      EXPECT_EQ(ErrorOf([&] { IndexWriter(index, mode).Publish(); }), expected);
    EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kDryRun).Publish(); }), "no error");
    writer.Put(TitledPaper("1", "T"), "root");
    writer.Publish();
    EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kUpdate).Publish(); }), expected);
  }
  EXPECT_EQ(VisiblePapers(index), "1=T");
  EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kUpdate).Publish(); }), "no error");
}

TEST(IndexWriter, RefusesAnIndexThatAnotherProgramMade) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  format::Commit commit = format::ReadCommit(index);
  const auto refusal = [&index] {
    std::string error = ErrorOf([&] { IndexWriter(index, Mode::kUpdate).Publish(); });
    EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kDryRun).Publish(); }), error);
    return error;
  };
  EXPECT_EQ(refusal(), "no error");
  commit.analyzer = "rules 0";
  format::PublishCommit(index, commit);
  EXPECT_EQ(refusal(), "format: the index was cut by another analyzer (rules 0; this program has " +
                           text::Analyzer::Id() +
                           ") / upgrade the index: dsindex --upgrade --index INDEX");
  commit.format = 99;
  format::PublishCommit(index, commit);
  EXPECT_EQ(refusal(),
            "format: the index has format 99, this program reads 10 / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
  // What the hint says helps.
  WritePapers(index, {TitledPaper("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(refusal(), "no error");
  EXPECT_EQ(VisiblePapers(index), "1=U");
}

TEST(IndexWriter, SaysWhenAnIndexIsDamaged) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WritePapers(index, {TitledPaper("1", "T")});
  fs::remove(index + "/segment-000001/iamglass");
  EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kDryRun).Publish(); }),
            "corrupt: the index is damaged: '" + index +
                "/segment-000001/iamglass' is not what the last run wrote / "
                "rebuild the index: dsindex --rebuild --index INDEX PATH");
  WritePapers(index, {TitledPaper("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(VisiblePapers(index), "1=U");

  fs::resize_file(index + "/segment-000002/postlist.glass", 10);
  for (const Mode mode : {Mode::kUpdate, Mode::kDryRun}) {
    const std::string error = ErrorOf([&] { IndexWriter(index, mode).Publish(); });
    EXPECT_EQ(error.substr(0, error.find(':')), "corrupt") << error;
  }
}

TEST(IndexWriter, SaysWhereItCannotWrite) {
  const TemporaryFolder folder;
  const std::string file = folder.Write("file", "x");
  for (const std::string& index : {file, file + "/index"})
    EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kUpdate).Publish(); }),
              "io: cannot make the folder '" + index +
                  "': Not a directory / name a folder that you may write to");
  fs::create_directories(folder.path() / "index/lock");
  EXPECT_EQ(ErrorOf([&] { IndexWriter(folder / "index", Mode::kUpdate).Publish(); }),
            "io: cannot write to '" + (folder / "index") +
                "': Is a directory / name a folder that you may write to");
}

}  // namespace
}  // namespace dssearch::indexer
