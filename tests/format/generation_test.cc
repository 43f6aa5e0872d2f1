#include "searcher/format/generation.h"

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

// Makes a stamped database with one document.
std::string MakeShard(const TemporaryFolder& folder, const std::string& name) {
  std::string path = folder / name;
  fs::create_directories(fs::path(path).parent_path());
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE);
  StampDatabase(database, kAnalyzer);
  Xapian::Document document;
  document.add_posting("term", 1);
  document.set_data("data");
  database.add_document(document);
  database.commit();
  return path;
}

TEST(Generation, IsWhatWasPublishedLast) {
  const TemporaryFolder folder;
  const std::string index = folder.path().string();
  EXPECT_FALSE(HasGeneration(index));
  for (const std::string name : {"gen-000001", "gen-000002", "gen-1000000"}) {
    const std::vector<std::string> shards = {name + "/shard-0", name + "/shard-1"};
    PublishGeneration(index, shards);
    EXPECT_TRUE(HasGeneration(index));
    const Generation generation = ReadGeneration(index);
    EXPECT_EQ(generation.name, name);
    EXPECT_EQ(generation.shards,
              (std::vector<std::string>{folder / shards[0], folder / shards[1]}));
    EXPECT_EQ(Content(index + "/XAPIANDB"), "auto " + shards[0] + "\nauto " + shards[1] + "\n");
  }
  EXPECT_EQ(Listing(index), "XAPIANDB");  // No temporary file is left.
}

TEST(Generation, IsReadByXapianToo) {
  const TemporaryFolder folder;
  MakeShard(folder, "gen-000001/shard-0");
  MakeShard(folder, "gen-000001/shard-1");
  PublishGeneration(folder.path().string(), {"gen-000001/shard-0", "gen-000001/shard-1"});
  EXPECT_EQ(Xapian::Database(folder.path().string()).get_doccount(), 2U);
}

TEST(Generation, HasAnotherIdentityOnceAnotherIsPublished) {
  const TemporaryFolder folder;
  const std::string index = folder.path().string();
  EXPECT_EQ(StubIdentity(index), "");
  std::string before;
  for (int i = 0; i < 20; ++i) {
    PublishGeneration(index, {"gen-000001/shard-0"});
    const std::string identity = StubIdentity(index);
    EXPECT_NE(identity, before);
    EXPECT_EQ(StubIdentity(index), identity);
    ReadGeneration(index);
    folder.Write("other", "file");
    EXPECT_EQ(StubIdentity(index), identity);
    before = identity;
  }
}

TEST(Generation, SaysWhenThereIsNone) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "empty");
  folder.Write("stub/XAPIANDB", "");
  folder.Write("other/XAPIANDB", "remote :localhost:7\n");
  const auto error = [&folder](const std::string& name) {
    return ErrorOf(folder, [&] { ReadGeneration(folder / name); });
  };
  EXPECT_EQ(error("none"),
            "not found: no index at '$TMP/none' / make one: dsindex --index '$TMP/none' PATH");
  EXPECT_EQ(error("empty"),
            "not found: '$TMP/empty' is not an index / name another folder with --index, or make "
            "an index there: dsindex --index '$TMP/empty' PATH");
  EXPECT_EQ(error("stub"),
            "format: '$TMP/stub/XAPIANDB' names no database / "
            "rebuild the index: dsindex --rebuild PATH");
  EXPECT_EQ(error("other"),
            "format: '$TMP/other/XAPIANDB' names no database / "
            "rebuild the index: dsindex --rebuild PATH");
}

// What stands where the stub should, or is named there, may be anything.
TEST(Generation, ReadsNothingOfOthers) {
  const TemporaryFolder folder;
  for (const char* name : {"pipe", "device", "folder"}) fs::create_directory(folder.path() / name);
  ASSERT_EQ(::mkfifo((folder / "pipe/XAPIANDB").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", folder.path() / "device/XAPIANDB");
  fs::create_directory(folder.path() / "folder/XAPIANDB");
  folder.Write("long/XAPIANDB", std::string(10'000, 'x'));
  for (const char* name : {"pipe", "device", "folder", "long"})
    EXPECT_EQ(ErrorOf(folder, [&] { ReadGeneration(folder / name); }),
              "format: '$TMP/" + std::string(name) +
                  "/XAPIANDB' is no file of dsindex / rebuild the index: dsindex --rebuild PATH");
  for (const char* named : {"/etc", "../other/shard-0", "gen-000001/..", "gen-000001/../../x",
                            "nowhere", "gen-x/shard-0", "gen-000001/"}) {
    folder.Write("index/XAPIANDB", "auto " + std::string(named) + "\n");
    EXPECT_EQ(ErrorOf(folder, [&] { ReadGeneration(folder / "index"); }),
              "format: '$TMP/index/XAPIANDB' names what is not of this index: '" +
                  std::string(named) + "' / rebuild the index: dsindex --rebuild PATH");
  }
}

TEST(Generation, IsNoneWhereThereCanBeNoFile) {
  const TemporaryFolder folder;
  const std::string index = folder / std::string(300, 'x');
  EXPECT_EQ(KindOf(folder, [&] { ReadGeneration(index); }), "not found");
  EXPECT_EQ(KindOf(folder, [&] { EXPECT_FALSE(HasGeneration(index)); }), "no error");
  EXPECT_EQ(StubIdentity(index), "");
}

TEST(Generation, CannotBePublishedWhereThereIsNoFolder) {
  const TemporaryFolder folder;
  EXPECT_EQ(ErrorOf(folder, [&] { PublishGeneration(folder / "none", {"gen-000001/shard-0"}); }),
            "io: cannot write '$TMP/none/XAPIANDB.tmp': No such file or directory / "
            "is the disk full, or the folder read-only?");
}

TEST(Generation, IsNumberedAfterTheHighest) {
  struct Case {
    std::vector<std::string> folders;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{}, "gen-000001"},
      {{"gen-000001"}, "gen-000002"},
      {{"gen-000007", "gen-000003"}, "gen-000008"},
      {{"gen-000009"}, "gen-000010"},
      {{"gen-999999"}, "gen-1000000"},
      {{"gen-1000000", "gen-999999"}, "gen-1000001"},
      {{"gen-", "gen-x", "gen-00000a", "gen", "xgen-000009", "gen--00001"}, "gen-000001"},
      {{"gen-99999999999999999999"}, "gen-000001"},
  };
  for (const auto& [folders, expected] : cases) {
    const TemporaryFolder index;
    for (const std::string& name : folders) fs::create_directory(index.path() / name);
    EXPECT_EQ(NextGenerationName(index.path().string()), expected);
  }
  EXPECT_EQ(NextGenerationName("/nonexistent/index"), "gen-000001");
}

TEST(Generation, IsRemovedUnlessItIsNamed) {
  struct Case {
    std::vector<std::string> folders;
    std::vector<std::string> kept;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{"gen-000001"}, {"gen-000001"}, "gen-000001"},
      {{"gen-000001", "gen-000002", "gen-000003"},
       {"gen-000003", "gen-000002"},
       "gen-000002 gen-000003"},
      // An interrupted writer left this one behind unpublished.
      {{"gen-000001", "gen-000002", "gen-000003"},
       {"gen-000003", "gen-000001"},
       "gen-000001 gen-000003"},
      {{"gen-000001", "gen-x", "other"}, {}, "gen-x other"},
  };
  for (const auto& [folders, kept, expected] : cases) {
    const TemporaryFolder index;
    for (const std::string& name : folders) index.Write(name + "/shard-0/file", "x");
    RemoveGenerationsBut(index.path().string(), kept);
    EXPECT_EQ(Listing(index.path()), expected);
  }
}

// The error of both ways of opening a shard, which must be the same.
std::string OpeningError(const TemporaryFolder& folder, const std::string& path,
                         std::string_view analyzer = kAnalyzer) {
  std::string error = ErrorOf(folder, [&] { OpenShard(path, analyzer); });
  EXPECT_EQ(ErrorOf(folder, [&] { OpenShardForUpdate(path, analyzer); }), error);
  return error;
}

TEST(Shard, OpensWhenItIsStampedByTheSameProgram) {
  const TemporaryFolder folder;
  const std::string path = MakeShard(folder, "shard-0");
  EXPECT_EQ(OpeningError(folder, path), "no error");
  EXPECT_EQ(OpenShard(path, kAnalyzer).get_document(1).get_data(), "data");
  Xapian::WritableDatabase database = OpenShardForUpdate(path, kAnalyzer);
  EXPECT_EQ(database.get_metadata("format"), "6");
  EXPECT_EQ(database.get_metadata("analyzer"), kAnalyzer);
}

TEST(Shard, IsRefusedWhenAnotherProgramMadeIt) {
  const TemporaryFolder folder;
  const std::string path = MakeShard(folder, "shard-0");
  EXPECT_EQ(OpeningError(folder, path, "rules 7"),
            "format: the index was cut by another analyzer (rules 0; this program has rules 7) / "
            "upgrade the index: dsindex --upgrade");
  const auto stamp = [&path](const std::string& key, const std::string& value) {
    Xapian::WritableDatabase(path, Xapian::DB_OPEN).set_metadata(key, value);
  };
  stamp("analyzer", "");
  EXPECT_EQ(OpeningError(folder, path),
            "format: the index was cut by another analyzer (; this program has rules 0) / "
            "upgrade the index: dsindex --upgrade");
  stamp("format", "99");
  EXPECT_EQ(OpeningError(folder, path),
            "format: the index has format 99, this program reads 6 / "
            "rebuild the index: dsindex --rebuild PATH");
  stamp("format", "");
  EXPECT_EQ(OpeningError(folder, path),
            "format: the index was not made by dsindex / "
            "rebuild the index: dsindex --rebuild PATH");
}

TEST(Shard, IsCorruptWhenItIsNoDatabase) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "empty");
  EXPECT_EQ(ErrorOf(folder, [&] { OpenShard(folder / "empty", kAnalyzer); }),
            "corrupt: the index is damaged: Couldn't detect type of database: '$TMP/empty' / "
            "rebuild the index: dsindex --rebuild PATH");
  const auto kinds = [&folder](const std::string& path) {
    return KindOf(folder, [&] { OpenShard(path, kAnalyzer); }) + ", for update " +
           KindOf(folder, [&] { OpenShardForUpdate(path, kAnalyzer); });
  };
  EXPECT_EQ(kinds(folder / "empty"), "corrupt, for update corrupt");
  EXPECT_EQ(kinds(folder / "none"), "corrupt, for update corrupt");
  EXPECT_EQ(kinds(folder.Write("file", "x")), "corrupt, for update corrupt");

  // This was a database.
  enum class Damage { kRemoved, kCutShort, kOverwritten };
  for (const std::string file : {"iamglass", "postlist.glass"}) {
    for (const Damage damage : {Damage::kRemoved, Damage::kCutShort, Damage::kOverwritten}) {
      const TemporaryFolder other;
      const std::string path = MakeShard(other, "shard-0");
      const fs::path damaged = fs::path(path) / file;
      if (damage == Damage::kRemoved) fs::remove(damaged);
      if (damage == Damage::kCutShort) fs::resize_file(damaged, 10);
      if (damage == Damage::kOverwritten)
        std::ofstream(damaged, std::ios::binary) << std::string(1 << 16, '\x7F');
      EXPECT_EQ(kinds(path), "corrupt, for update corrupt")
          << file << " " << static_cast<int>(damage);
    }
  }
}

TEST(Shard, IsRefusedWhenAnotherXapianMadeIt) {
  const TemporaryFolder folder;
  const std::string path = MakeShard(folder, "shard-0");
  {  // The version follows the magic of 14 bytes.
    std::fstream file(path + "/iamglass", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(14);
    file.write("\x01\x02", 2);
  }
  EXPECT_EQ(KindOf(folder, [&] { OpenShard(path, kAnalyzer); }), "format");
  EXPECT_EQ(KindOf(folder, [&] { OpenShardForUpdate(path, kAnalyzer); }), "format");
}

TEST(Shard, IsLockedWhileItIsWrittenTo) {
  const TemporaryFolder folder;
  const std::string path = MakeShard(folder, "shard-0");
  const Xapian::WritableDatabase writer = OpenShardForUpdate(path, kAnalyzer);
  EXPECT_EQ(KindOf(folder, [&] { OpenShard(path, kAnalyzer); }), "no error");
  EXPECT_EQ(KindOf(folder, [&] { OpenShardForUpdate(path, kAnalyzer); }), "locked");
}

}  // namespace
}  // namespace dssearch::format
