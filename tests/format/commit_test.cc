#include "searcher/format/commit.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/error.h"
#include "searcher/format/deletions.h"
#include "searcher/format/open_database.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_index.h"
#include "searcher/format/stub.h"
#include "tests/testing/index.h"

namespace dssearch::format {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

constexpr std::string_view kAnalyzer = "rules 0";

std::string NameOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kIndexNotFound:
      return "not found";
    case ErrorCode::kIndexFormat:
      return "format";
    case ErrorCode::kIndexCorrupt:
      return "corrupt";
    case ErrorCode::kIndexLocked:
      return "locked";
    case ErrorCode::kIo:
      return "io";
    default:
      return "other";
  }
}

// "kind: what / hint" of the Error that `body` throws, with $TMP for the folder.
template <typename Body>
std::string ErrorOf(const TemporaryFolder& folder, const Body& body) {
  std::string error = "no error";
  try {
    body();
  } catch (const Error& e) {
    error = NameOf(e.code()) + ": " + e.what() + " / " + e.hint();
  } catch (const Xapian::Error& e) {
    error = "Xapian's own " + e.get_description();
  } catch (const std::exception& e) {
    error = std::string("the standard's own ") + e.what();
  }
  for (std::size_t at; (at = error.find(folder.path().string())) != std::string::npos;)
    error.replace(at, folder.path().string().size(), "$TMP");
  return error;
}

// The same without the text, a part of which is Xapian's.
template <typename Body>
std::string KindOf(const TemporaryFolder& folder, const Body& body) {
  const std::string error = ErrorOf(folder, body);
  return error.starts_with("Xapian's") || error.starts_with("the standard's")
             ? error
             : error.substr(0, error.find(':'));
}

std::string Listing(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

std::string Content(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

// Makes a database with one document, and returns what a commit says of it.
CommitSegment MakeSegment(const TemporaryFolder& folder, const std::string& name) {
  Xapian::WritableDatabase database(folder / name, Xapian::DB_CREATE);
  Xapian::Document document;
  document.add_posting("term", 1);
  document.set_data("data");
  database.add_document(document);
  database.commit();
  return {.name = name, .papers = 1, .files = FilesIn(folder.path().string(), name)};
}

Commit MakeCommit(unsigned long number, std::vector<CommitSegment> segments) {
  return {.number = number,
          .format = kFormatVersion,
          .analyzer = std::string(kAnalyzer),
          .papers = segments.size(),
          .segments = std::move(segments),
          .lexicon = "lexicon-000001",
          .lexicon_files = {{"lexicon-000001/iamglass", 91, "ab"}}};
}

Commit Publish(const TemporaryFolder& folder, unsigned long number,
               std::vector<CommitSegment> segments) {
  const Commit commit = MakeCommit(number, std::move(segments));
  PublishCommit(folder.path().string(), commit);
  return commit;
}

TEST(Commit, IsWhatWasPublishedLast) {
  const TemporaryFolder folder;
  const std::string index = folder.path().string();
  EXPECT_FALSE(HasCommit(index));
  const CommitSegment first = MakeSegment(folder, "segment-000001");
  CommitSegment second = MakeSegment(folder, "segment-000007");
  second.deleted = 1;
  second.deletions = WriteDeletions(index, second, 2, {1});
  for (const auto& segments : {std::vector{first}, std::vector{first, second}}) {
    const Commit commit = Publish(folder, segments.size(), segments);
    EXPECT_TRUE(HasCommit(index));
    EXPECT_EQ(ReadCommit(index, kAnalyzer), commit);
  }
  EXPECT_TRUE(Content(index + "/XAPIANDB").starts_with("# commit-000002 "));
  EXPECT_TRUE(
      Content(index + "/XAPIANDB").ends_with("\nauto segment-000001\nauto segment-000007\n"));
  EXPECT_EQ(ReadDeletions(index, second), std::vector<Xapian::docid>{1});
  EXPECT_EQ(Listing(index),
            "XAPIANDB commit-000001.json commit-000002.json segment-000001 segment-000007");
  // Any program with Xapian can read it, though deleted papers are there.
  EXPECT_EQ(Xapian::Database(index).get_doccount(), 2U);
}

TEST(Commit, HasAnotherIdentityOnceAnotherIsPublished) {
  const TemporaryFolder folder;
  const std::string index = folder.path().string();
  const CommitSegment segment = MakeSegment(folder, "segment-000001");
  EXPECT_EQ(CommitIdentity(index), "");
  std::string before;
  for (unsigned long i = 1; i <= 20; ++i) {
    Publish(folder, i, {segment});
    const std::string identity = CommitIdentity(index);
    EXPECT_NE(identity, before);
    ReadCommit(index);
    folder.Write("other", "file");
    EXPECT_EQ(CommitIdentity(index), identity);
    before = identity;
  }
}

TEST(Commit, SaysWhenThereIsNone) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "empty");
  folder.Write("stub/XAPIANDB", "");
  folder.Write("other/XAPIANDB", "remote :localhost:7\n");
  folder.Write("none/XAPIANDB", "# commit-000001 ab\nauto segment-000001\n");
  const auto error = [&folder](const std::string& name) {
    return ErrorOf(folder, [&] { ReadCommit(folder / name); });
  };
  EXPECT_EQ(
      error("nothing"),
      "not found: no index at '$TMP/nothing' / make one: dsindex --index '$TMP/nothing' PATH");
  EXPECT_EQ(error("empty"),
            "not found: '$TMP/empty' is not an index / name another folder, or make "
            "an index there: dsindex --index '$TMP/empty' PATH");
  EXPECT_EQ(error("stub"),
            "format: '$TMP/stub/XAPIANDB' names no database / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
  EXPECT_EQ(error("other"),
            "format: '$TMP/other/XAPIANDB' names no database / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
  EXPECT_EQ(error("none"),
            "corrupt: '$TMP/none/commit-000001.json' is missing or damaged / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
}

// What stands where the stub should, or is named there, may be anything.
TEST(Commit, ReadsNothingOfOthers) {
  const TemporaryFolder folder;
  for (const char* name : {"pipe", "device", "folder"}) fs::create_directory(folder.path() / name);
  ASSERT_EQ(::mkfifo((folder / "pipe/XAPIANDB").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", folder.path() / "device/XAPIANDB");
  fs::create_directory(folder.path() / "folder/XAPIANDB");
  folder.Write("long/XAPIANDB", std::string(100'000, 'x'));
  for (const char* name : {"pipe", "device", "folder", "long"})
    EXPECT_EQ(ErrorOf(folder, [&] { ReadCommit(folder / name); }),
              "format: '$TMP/" + std::string(name) +
                  "/XAPIANDB' is no file of dsindex / rebuild the index: dsindex --rebuild --index "
                  "INDEX PATH");
  for (const char* named :
       {"/etc", "../other/shard-0", "gen-000001/..", "gen-000001/../../x", "nowhere",
        "gen-x/shard-0", "gen-000001/", "segment-000001/x", "segment-1/.."}) {
    folder.Write("index/XAPIANDB", "auto " + std::string(named) + "\n");
    EXPECT_EQ(ErrorOf(folder, [&] { ReadCommit(folder / "index"); }),
              "format: '$TMP/index/XAPIANDB' names what is not of this index: '" +
                  std::string(named) +
                  "' / rebuild the index: dsindex --rebuild --index INDEX PATH");
  }
}

TEST(Commit, IsNoneWhereThereCanBeNoFile) {
  const TemporaryFolder folder;
  const std::string index = folder / std::string(300, 'x');
  EXPECT_EQ(KindOf(folder, [&] { ReadCommit(index); }), "not found");
  EXPECT_EQ(KindOf(folder, [&] { EXPECT_FALSE(HasCommit(index)); }), "no error");
  EXPECT_EQ(CommitIdentity(index), "");
}

TEST(Commit, CannotBePublishedWhereThereIsNoFolder) {
  const TemporaryFolder folder;
  EXPECT_EQ(ErrorOf(folder, [&] { PublishCommit(folder / "none", MakeCommit(1, {})); }),
            "io: cannot write '$TMP/none/XAPIANDB.tmp': No such file or directory / "
            "is the disk full, or the folder read-only?");
}

TEST(Commit, NumbersWhatItNamesAfterTheHighest) {
  struct Case {
    std::vector<std::string> folders;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{}, "segment-000001"},
      {{"segment-000007", "segment-000003"}, "segment-000008"},
      {{"segment-999999"}, "segment-1000000"},
      {{"segment-", "segment-x", "segment-00000a", "xsegment-000009", "lexicon-000004"},
       "segment-000001"},
      {{"segment-99999999999999999999"}, "segment-000001"},
  };
  for (const auto& [folders, expected] : cases) {
    const TemporaryFolder index;
    for (const std::string& name : folders) fs::create_directory(index.path() / name);
    EXPECT_EQ(NextName(index.path().string(), "segment-"), expected);
  }
  EXPECT_EQ(NextName("/nonexistent/index", "segment-"), "segment-000001");
  const TemporaryFolder index;
  index.Write("commit-000008.json", "");
  EXPECT_EQ(NextCommitNumber(index.path().string()), 9U);
}

TEST(Commit, RemovesWhatIsOursAndNotNamed) {
  const TemporaryFolder index;
  for (const char* name :
       {"segment-000001/file", "segment-000001/deletions-000001", "segment-000001/deletions-000002",
        "segment-000001/deletions-000003.tmp", "segment-000002/file", "lexicon-000001/file",
        "build-000003/file", "gen-000001/file", "XAPIANDB.tmp", "commit-000003.json.tmp",
        "commit-000001.json", "commit-000002.json", "commit-x.json", "other/file", "file.json"})
    index.Write(name, "x");
  RemoveAllBut(index.path().string(), {"segment-000001", "segment-000001/deletions-000002",
                                       "lexicon-000001", "commit-000002.json"});
  EXPECT_EQ(Listing(index.path()),
            "commit-000002.json commit-x.json file.json lexicon-000001 other segment-000001");
  EXPECT_EQ(Listing(index.path() / "segment-000001"), "deletions-000002 file");
}

TEST(Commit, IsRefusedWhenAnotherProgramMadeIt) {
  const TemporaryFolder folder;
  const std::string index = folder.path().string();
  Commit commit = Publish(folder, 1, {MakeSegment(folder, "segment-000001")});
  const auto error = [&](std::string_view analyzer) {
    return ErrorOf(folder, [&] { ReadCommit(index, analyzer); });
  };
  EXPECT_EQ(error(kAnalyzer), "no error");
  EXPECT_EQ(error("rules 7"),
            "format: the index was cut by another analyzer (rules 0; this program has rules 7) / "
            "upgrade the index: dsindex --upgrade --index INDEX");
  commit.format = 99;
  PublishCommit(index, commit);
  EXPECT_EQ(error(kAnalyzer),
            "format: the index has format 99, this program reads 10 / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
  // Before format 7 a database was stamped.
  fs::create_directory(folder.path() / "gen-000001");
  folder.Write("XAPIANDB", "auto gen-000001/shard-0\n");
  const auto stamp = [&](const std::string& format) {
    Xapian::WritableDatabase(folder / "gen-000001/shard-0", Xapian::DB_CREATE_OR_OPEN)
        .set_metadata("format", format);
  };
  stamp("6");
  EXPECT_EQ(error(kAnalyzer),
            "format: the index has format 6, this program reads 10 / "
            "upgrade the index: dsindex --upgrade --index INDEX");
  stamp("3");
  EXPECT_EQ(error(kAnalyzer),
            "format: the index has format 3, this program reads 10 / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
  stamp("x");
  EXPECT_EQ(error(kAnalyzer),
            "format: the index was not made by dsindex / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
}

TEST(Commit, IsDamagedWhenAFileIsNotThatOfItsHash) {
  const TemporaryFolder folder;
  const std::string index = folder.path().string();
  CommitSegment segment = MakeSegment(folder, "segment-000001");
  segment.deletions = WriteDeletions(index, segment, 1, {1});
  Publish(folder, 1, {segment});
  const std::string commit = Content(index + "/commit-000001.json");
  folder.Write("commit-000001.json", commit + " ");
  EXPECT_EQ(KindOf(folder, [&] { ReadCommit(index); }), "corrupt");
  const std::string deletions = Content(folder / segment.deletions->name);
  for (const std::string& other :
       {deletions + "x", deletions.substr(1), "x" + deletions.substr(1), std::string()}) {
    folder.Write(segment.deletions->name, other);
    EXPECT_EQ(ErrorOf(folder, [&] { ReadDeletions(index, segment); }),
              "corrupt: the index is damaged: '$TMP/segment-000001/deletions-000001' / "
              "rebuild the index: dsindex --rebuild --index INDEX PATH");
  }
}

TEST(OpenDatabase, FailsWhenItIsNoDatabase) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "empty");
  EXPECT_EQ(ErrorOf(folder, [&] { OpenDatabase(folder / "empty"); }),
            "corrupt: the index is damaged: Couldn't detect type of database: '$TMP/empty' / "
            "rebuild the index: dsindex --rebuild --index INDEX PATH");
  EXPECT_EQ(KindOf(folder, [&] { OpenDatabase(folder / "none"); }), "corrupt");
  EXPECT_EQ(KindOf(folder, [&] { OpenDatabase(folder.Write("file", "x")); }), "corrupt");

  // This was a database.
  enum class Damage { kRemoved, kCutShort, kOverwritten };
  for (const std::string file : {"iamglass", "postlist.glass"}) {
    for (const Damage damage : {Damage::kRemoved, Damage::kCutShort, Damage::kOverwritten}) {
      const TemporaryFolder other;
      const CommitSegment segment = MakeSegment(other, "segment-000001");
      const fs::path damaged = other.path() / segment.name / file;
      if (damage == Damage::kRemoved) fs::remove(damaged);
      if (damage == Damage::kCutShort) fs::resize_file(damaged, 10);
      if (damage == Damage::kOverwritten)
        std::ofstream(damaged, std::ios::binary) << std::string(1 << 16, '\x7F');
      EXPECT_EQ(
          KindOf(other, [&] { OpenDatabase(other.path().string(), segment.name, segment.files); }),
          "corrupt")
          << file << " " << static_cast<int>(damage);
    }
  }
}

// Xapian trusts what it reads: a wrong bit may end the program.
TEST(OpenDatabase, TellsEveryBitOfTheSmallestFile) {
  const TemporaryFolder folder;
  const CommitSegment segment = MakeSegment(folder, "segment-000001");
  const std::string bytes = Content(folder / "segment-000001/iamglass");
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    folder.Write("segment-000001/iamglass", flipped);
    ASSERT_EQ(
        KindOf(folder, [&] { OpenDatabase(folder.path().string(), segment.name, segment.files); }),
        "corrupt")
        << bit;
  }
}

TEST(Commit, SaysWhatIsNoFile) {
  const TemporaryFolder folder;
  const std::string index = folder.path().string();
  fs::create_directory(folder.path() / "segment-000001");
  ASSERT_EQ(::mkfifo((folder / "segment-000001/columns").c_str(), 0600), 0);
  for (const char* name : {"segment-000001/columns", "segment-000001", "none"})
    EXPECT_EQ(
        ErrorOf(folder, [&] { FileOf(index, name); }),
        "corrupt: the index is damaged: '$TMP/" + std::string(name) +
            "' is missing or no file / rebuild the index: dsindex --rebuild --index INDEX PATH");
}

TEST(OpenDatabase, RefusesThatOfAnotherXapian) {
  const TemporaryFolder folder;
  const CommitSegment segment = MakeSegment(folder, "segment-000001");
  {  // The version follows the magic of 14 bytes.
    std::fstream file(folder / "segment-000001/iamglass",
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(14);
    file.write("\x01\x02", 2);
  }
  EXPECT_EQ(KindOf(folder, [&] { OpenDatabase(folder / segment.name); }), "format");
}

}  // namespace
}  // namespace dssearch::format
