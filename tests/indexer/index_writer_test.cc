#include "indexer/index_writer.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "dssearch/searcher.h"
#include "indexer/document_builder.h"
#include "searcher/format/forward_positions.h"
#include "searcher/format/generation.h"
#include "searcher/format/manifest.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/text/analyzer.h"
#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using Mode = IndexWriter::Mode;
using testing::TemporaryFolder;

Paper Titled(const std::string& id, const std::string& title) { return {.id = id, .title = title}; }

std::string ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAdded:
      return "added";
    case Outcome::kUpdated:
      return "updated";
    case Outcome::kUnchanged:
      return "unchanged";
    case Outcome::kRepeated:
      return "repeated";
  }
  return "?";
}

// "kind: what / hint" of the Error that `body` throws.
template <typename Body>
std::string ErrorOf(const Body& body) {
  try {
    body();
  } catch (const Error& e) {
    const std::map<ErrorCode, std::string> names = {{ErrorCode::kIndexNotFound, "not found"},
                                                    {ErrorCode::kIndexFormat, "format"},
                                                    {ErrorCode::kIndexCorrupt, "corrupt"},
                                                    {ErrorCode::kIndexLocked, "locked"},
                                                    {ErrorCode::kIo, "io"},
                                                    {ErrorCode::kInternal, "internal"}};
    const auto name = names.find(e.code());
    return (name == names.end() ? "other" : name->second) + ": " + e.what() + " / " + e.hint();
  } catch (const Xapian::Error& e) {
    return "Xapian's own " + e.get_description();
  } catch (const std::exception& e) {
    return std::string("the standard's own ") + e.what();
  }
  return "no error";
}

Paper Stored(const Xapian::Database& database, Xapian::docid paper) {
  format::RecordUnpacker unpacker(database.get_metadata(format::kDictionaryKey));
  return format::DecodeRecord(
      unpacker.Unpack(database.get_document(paper).get_value(format::kRecordSlot)));
}

// The papers that a reader who comes now sees, "1=T 2=U" in order of ids.
std::string Seen(const std::string& index) {
  if (!format::HasGeneration(index)) return "no index";
  std::map<std::string, std::string> titles;
  for (const std::string& shard : format::ReadGeneration(index).shards) {
    const Xapian::Database database = format::OpenShard(shard, text::Analyzer::Id());
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      const Paper paper = Stored(database, *it);
      EXPECT_TRUE(titles.emplace(paper.id, paper.title).second) << paper.id << " is there twice";
    }
  }
  std::string out;
  for (const auto& [id, title] : titles)
    out.append(out.empty() ? "" : " ").append(id).append("=").append(title);
  return out;
}

// Puts papers found under "root" and publishes them.
void Write(const std::string& index, const std::vector<Paper>& papers, Mode mode = Mode::kUpdate) {
  IndexWriter writer(index, mode);
  for (const Paper& paper : papers) writer.Put(paper, "root");
  writer.Publish();
}

std::string Content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

// Every file under a folder with its content.
std::map<std::string, std::string> Files(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (!fs::exists(folder)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    files[entry.path().string()] = entry.is_regular_file() ? Content(entry.path()) : "";
  return files;
}

// The names in an index folder but for its lock.
std::string Listing(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().filename() != "lock") names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

TEST(IndexWriter, SaysWhatBecameOfAPaper) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto put = [&index](const std::vector<Paper>& papers, const std::string& root) {
    IndexWriter writer(index, Mode::kUpdate);
    std::string out;
    for (const Paper& paper : papers) out += ToString(writer.Put(paper, root)) + " ";
    writer.Publish();
    return out + Seen(index);
  };
  EXPECT_EQ(put({Titled("1", "T"), Titled("2", "U")}, "root"), "added added 1=T 2=U");
  EXPECT_EQ(put({Titled("1", "T"), Titled("2", "V")}, "root"), "unchanged updated 1=T 2=V");
  EXPECT_EQ(put({Titled("3", "W")}, "root"), "added 1=T 2=V 3=W");
  EXPECT_EQ(put({Titled("1", "T")}, "elsewhere"), "updated 1=T 2=V 3=W");
  EXPECT_EQ(put({Titled("1", "T")}, "elsewhere"), "unchanged 1=T 2=V 3=W");
  // The last of those with the same id stays.
  EXPECT_EQ(put({Titled("4", "X"), Titled("4", "X"), Titled("4", "Y"), Titled("4", "X")}, "root"),
            "added repeated repeated repeated 1=T 2=V 3=W 4=X");
  // Any field is a change.
  EXPECT_EQ(put({{.id = "4", .title = "X", .keywords_en = {"k"}}}, "root"),
            "updated 1=T 2=V 3=W 4=X");
}

TEST(IndexWriter, TellsIdsApart) {
  const TemporaryFolder folder;
  const std::string longest(199, 'x');
  Write(folder / "index",
        {Titled(longest + "xa", "T"), Titled(longest + "xb", "U"), Titled(longest + "x", "V"),
         Titled(longest, "W"), Titled("a", "X"), Titled("A", "Y"), Titled("强", "Z")});
  Write(folder / "index", {Titled(longest + "xb", "u"), Titled("A", "y")});
  EXPECT_EQ(Seen(folder / "index"), "A=y a=X " + longest + "=W " + longest + "x=V " + longest +
                                        "xa=T " + longest + "xb=u 强=Z");
}

TEST(IndexWriter, RemovesWhatIsMissingInOrBelowAPath) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  {
    IndexWriter writer(index, Mode::kUpdate);
    for (const char* id : {"1", "2", "3"}) writer.Put(Titled(id, "T"), "a");
    for (const char* id : {"4", "5"}) writer.Put(Titled(id, "T"), "ab/c");
    for (const char* id : {"7"}) writer.Put(Titled(id, "T"), "a/b");  // Below a.
    EXPECT_EQ(writer.RemoveMissing("a"), 0U);
    writer.Publish();
  }
  {
    IndexWriter writer(index, Mode::kUpdate);
    writer.Put(Titled("1", "T"), "a");  // Unchanged.
    writer.Put(Titled("2", "U"), "a");  // Updated.
    writer.Put(Titled("6", "T"), "a");  // Added.
    EXPECT_EQ(writer.RemoveMissing("unknown"), 0U);
    EXPECT_EQ(writer.CountMissing("a"), 2U);
    EXPECT_EQ(writer.RemoveMissing("a"), 2U);
    EXPECT_EQ(writer.RemoveMissing("a"), 0U);
    EXPECT_EQ(Seen(index), "1=T 2=T 3=T 4=T 5=T 7=T");
    writer.Publish();
  }
  EXPECT_EQ(Seen(index), "1=T 2=U 4=T 5=T 6=T");
}

TEST(IndexWriter, KeepsWhatHasMovedToAnotherRoot) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Write(index, {Titled("1", "T"), Titled("2", "T")});
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(ToString(writer.Put(Titled("1", "T"), "elsewhere")), "updated");
  EXPECT_EQ(writer.RemoveMissing("root"), 1U);
  EXPECT_EQ(writer.RemoveMissing("elsewhere"), 0U);
  writer.Publish();
  EXPECT_EQ(Seen(index), "1=T");
}

TEST(IndexWriter, CanRemoveEverything) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Write(index, {Titled("1", "T")});
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(writer.RemoveMissing("root"), 1U);
  writer.Publish();
  EXPECT_EQ(Seen(index), "");
}

TEST(IndexWriter, PublishesAnEmptyIndex) {
  const TemporaryFolder folder;
  Write(folder / "a/b/index", {});
  EXPECT_EQ(Seen(folder / "a/b/index"), "");
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
    EXPECT_EQ(Seen(index), before);
    writer.Put(Titled("1", title), "root");
    if (before == "no index") writer.Put(Titled("2", title), "root");
    EXPECT_EQ(Seen(index), before);
    writer.RemoveMissing("root/none");
    EXPECT_EQ(Seen(index), before);
    writer.Publish();
    EXPECT_EQ(Seen(index), after);
  }
  EXPECT_EQ(Seen(index), "1=V");
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
    for (int id = 100; id < 120; ++id) writer.Put(Titled(std::to_string(id), title), "root");
  };
  Write(index, {Titled("1", "T")});
  for (int round = 0; round < 2; ++round) {
    IndexWriter writer(index, Mode::kUpdate);
    put_many(writer, "T");
    EXPECT_EQ(Seen(index), "1=T");
  }
  EXPECT_EQ(Seen(index), "1=T");
  IndexWriter writer(index, Mode::kUpdate);
  put_many(writer, "U");
  writer.RemoveMissing("root");
  EXPECT_EQ(Seen(index), "1=T");
  writer.Publish();
  EXPECT_TRUE(Seen(index).starts_with("100=U 101=U 102=U ")) << Seen(index);
}

TEST(IndexWriter, ChangesNothingUnlessItPublishes) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  { IndexWriter(index, Mode::kUpdate).Put(Titled("1", "T"), "root"); }
  EXPECT_EQ(Seen(index), "no index");
  EXPECT_EQ(Listing(index), "");

  Write(index, {Titled("1", "T"), Titled("2", "T")});
  for (const Mode mode : {Mode::kUpdate, Mode::kRebuild}) {
    {
      IndexWriter writer(index, mode);
      writer.Put(Titled("1", "U"), "root");
      writer.Put(Titled("3", "U"), "root");
      writer.RemoveMissing("root");
    }
    EXPECT_EQ(Seen(index), "1=T 2=T");
    EXPECT_EQ(Listing(index), "XAPIANDB gen-000001");
  }
  // As if they had never been.
  IndexWriter writer(index, Mode::kUpdate);
  EXPECT_EQ(ToString(writer.Put(Titled("1", "T"), "root")), "unchanged");
  EXPECT_EQ(ToString(writer.Put(Titled("3", "U"), "root")), "added");
}

TEST(IndexWriter, PublishesAgainWhatIsWrittenAfterwards) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  {
    IndexWriter writer(index, Mode::kUpdate);
    writer.Put(Titled("1", "T"), "root");
    writer.Publish();
    EXPECT_EQ(ErrorOf([&writer] { writer.Publish(); }), "no error");
    writer.Put(Titled("2", "T"), "root");
    EXPECT_EQ(Seen(index), "1=T");
    EXPECT_EQ(ErrorOf([&writer] { writer.Publish(); }), "no error");
    EXPECT_EQ(Seen(index), "1=T 2=T");
    writer.Put(Titled("3", "T"), "root");
  }
  EXPECT_EQ(Seen(index), "1=T 2=T");
}

TEST(IndexWriter, MergesALargeUpdateIntoANewGeneration) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto papers = [](int from, int to, const std::string& title) {
    std::vector<Paper> all;
    for (int id = from; id < to; ++id) all.push_back(Titled(std::to_string(id), title));
    return all;
  };
  Write(index, papers(1000, 1300, "T"));
  {
    IndexWriter writer(index, Mode::kUpdate, 2);
    for (const Paper& paper : papers(1000, 1010, "T")) writer.Put(paper, "root");
    for (const Paper& paper : papers(1010, 1250, "changed")) writer.Put(paper, "root");
    for (const Paper& paper : papers(1240, 1245, "again")) writer.Put(paper, "root");
    EXPECT_EQ(writer.RemoveMissing("root"), 50U);
    writer.Publish();
  }
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000001 gen-000002");
  EXPECT_EQ(Listing(index + "/gen-000002"), "manifest.json shard-0");
  std::string all;
  for (int id = 1000; id < 1250; ++id)
    all.append(all.empty() ? "" : " ")
        .append(std::to_string(id))
        .append(id < 1010                 ? "=T"
                : id >= 1240 && id < 1245 ? "=again"
                                          : "=changed");
  EXPECT_EQ(Seen(index), all);
  EXPECT_EQ(format::ReadManifest(index, "gen-000002").papers, 250U);
}

TEST(IndexWriter, MergesAnUpdateBehindWhatStays) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto put = [](IndexWriter& writer, int from, int to, const std::string& title) {
    for (int id = from; id < to; ++id) writer.Put(Titled(std::to_string(id), title), "root");
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
    EXPECT_EQ(writer.RemoveMissing("root"), 30U);
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
  EXPECT_EQ(Seen(index), all);
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000001 gen-000002");
}

TEST(IndexWriter, UpdatesWithinTheGeneration) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Write(index, {Titled("1", "T")});
  const std::string identity = format::StubIdentity(index);
  const format::Manifest first = format::ReadManifest(index, "gen-000001");
  EXPECT_EQ(first.format, format::kFormatVersion);
  EXPECT_EQ(first.analyzer, text::Analyzer::Id());
  EXPECT_EQ(first.papers, 1U);
  EXPECT_EQ(first.files, format::FilesOf(index, "gen-000001", "shard-0"));
  Write(index, {Titled("2", "T"), Titled("3", "T")});
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
  Write(index, {Titled("1", "T")});
  const auto before = Files(index);
  IndexWriter writer(index, Mode::kUpdate);
  writer.Put(Titled("1", "T"), "root");
  EXPECT_EQ(writer.RemoveMissing("root"), 0U);
  writer.Publish();
  EXPECT_EQ(Files(index), before);
}

TEST(IndexWriter, RebuildsIntoTheNextGenerationAndKeepsTheOneBefore) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Write(index, {Titled("1", "T"), Titled("2", "T")});
  const Xapian::Database reader =
      format::OpenShard(index + "/gen-000001/shard-0", text::Analyzer::Id());
  const std::string identity = format::StubIdentity(index);

  Write(index, {Titled("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(Seen(index), "1=U");
  EXPECT_EQ(format::ReadGeneration(index).name, "gen-000002");
  EXPECT_NE(format::StubIdentity(index), identity);
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000001 gen-000002");
  // A reader that has the old one open goes on with it.
  EXPECT_EQ(Stored(reader, 2).title, "T");

  Write(index, {Titled("1", "V")}, Mode::kRebuild);
  EXPECT_EQ(Seen(index), "1=V");
  EXPECT_EQ(Listing(index), "XAPIANDB gen-000002 gen-000003");
}

TEST(IndexWriter, KeepsTheGenerationBeforeWhateverACrashLeftBehind) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Write(index, {Titled("1", "T")});
  // A writer that was killed while it rebuilt.
  fs::copy(index + "/gen-000001", index + "/gen-000002", fs::copy_options::recursive);
  Write(index, {Titled("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(Seen(index), "1=U");
  EXPECT_EQ(format::ReadGeneration(index).name, "gen-000003");
  EXPECT_TRUE(fs::exists(index + "/gen-000001/shard-0")) << Listing(index);
}

TEST(IndexWriter, RebuildsWhereThereIsNothing) {
  const TemporaryFolder folder;
  Write(folder / "index", {Titled("1", "T")}, Mode::kRebuild);
  EXPECT_EQ(Seen(folder / "index"), "1=T");
  EXPECT_EQ(Listing(folder / "index"), "XAPIANDB gen-000001");
}

TEST(IndexWriter, RebuildsWhateverIsWrongWithTheOldIndex) {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"XAPIANDB", ""},
      {"XAPIANDB", "auto gen-000007/shard-0\n"},
      {"XAPIANDB", "auto nowhere\n"},
      {"gen-000001/shard-0/iamglass", "not ours"},
      {"other", "file"},
  };
  for (const auto& [name, content] : files) {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    Write(index, {Titled("1", "T")});
    folder.Write("index/" + name, content);
    EXPECT_EQ(ErrorOf([&] { Write(index, {Titled("1", "U")}, Mode::kRebuild); }), "no error")
        << name << " is " << content;
    EXPECT_EQ(ErrorOf([&] { EXPECT_EQ(Seen(index), "1=U"); }), "no error");
  }
}

TEST(IndexWriter, SaysThatARebuildLosesTheUsersTermsOfADamagedIndex) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto rebuild = [&index](bool with_user_terms) {
    IndexWriter writer(index, Mode::kRebuild);
    if (with_user_terms) writer.SetUserTerms({});
    writer.Put(Titled("1", "T"), "root");
    writer.Publish();
    std::string out;
    for (const Warning& warning : writer.warnings()) out += warning.what + " / " + warning.hint;
    return out;
  };
  EXPECT_EQ(rebuild(false), "");
  EXPECT_EQ(rebuild(false), "");
  fs::remove(index + "/gen-000002/shard-0/iamglass");
  EXPECT_EQ(rebuild(false),
            "'" + index +
                "' cannot be read, terms of your own in it are lost: "
                "Couldn't detect type of database / give them again with --lexicon-file");
  EXPECT_EQ(Seen(index), "1=T");
  fs::remove(index + "/gen-000003/shard-0/iamglass");
  EXPECT_EQ(rebuild(true), "") << "they are given again";
}

TEST(Dsindex, SaysThatARebuildLosesTheUsersTermsOfADamagedIndex) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::string file = folder.Write("a.jsonl", R"({"id": "1", "title": "T"})");
  const auto rebuild = [&] {
    return testing::Shell(DSSEARCH_DSINDEX " --rebuild --index " + index + " " + file).text;
  };
  const std::string done = "1 added, 0 updated, 0 unchanged, 0 removed, 0 rejected in ";
  EXPECT_TRUE(rebuild().starts_with(done));
  fs::remove(index + "/gen-000001/shard-0/iamglass");
  const std::string text = rebuild();
  EXPECT_TRUE(text.starts_with("dsindex: '" + index +
                               "' cannot be read, terms of your own in it are lost: "
                               "Couldn't detect type of database\n"
                               "hint: give them again with --lexicon-file\n" +
                               done))
      << text;
}

// A run over some papers: what became of each, how many are gone, how many are there.
std::string Outcomes(const std::string& index, Mode mode, const std::vector<Paper>& papers) {
  IndexWriter writer(index, mode);
  std::string out;
  for (const Paper& paper : papers) out += ToString(writer.Put(paper, "root")) + " ";
  out += std::to_string(writer.RemoveMissing("root")) + " removed";
  writer.Publish();
  return out;
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
    EXPECT_EQ(writer.Put({.id = "7", .title = "newer"}, "root/file"), Outcome::kRepeated);
    EXPECT_EQ(writer.Put({.id = "65999", .title = "newest"}, "root/file"), Outcome::kRepeated);
    writer.AddLabels({{"数学", "maths"}});
    writer.Publish();
    EXPECT_EQ(writer.Put({.id = "8", .title = "after"}, "root/file"), Outcome::kRepeated);
    writer.Publish();
  }
  EXPECT_EQ(Listing(index + "/gen-000001"), "manifest.json shard-0");
  const Searcher searcher(index);
  EXPECT_EQ(searcher.size(), static_cast<std::uint64_t>(kPapers));
  EXPECT_EQ(searcher.Get("0")->title, "T");
  EXPECT_EQ(searcher.Get("7")->title, "newer");
  EXPECT_EQ(searcher.Get("8")->title, "after");
  EXPECT_EQ(searcher.Get("65999")->title, "newest");
  EXPECT_EQ(searcher.Search({.query = "newer"}).total, 1U);
  EXPECT_EQ(searcher.Search({.query = "T"}).total, static_cast<std::uint64_t>(kPapers - 3));
}

TEST(IndexWriter, WritesNothingInADryRun) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  EXPECT_EQ(Outcomes(index, Mode::kDryRun, {Titled("1", "T")}), "added 0 removed");
  EXPECT_FALSE(fs::exists(index));

  Write(index, {Titled("1", "T"), Titled("2", "T"), Titled("3", "T")});
  const auto before = Files(index);
  EXPECT_EQ(Outcomes(index, Mode::kDryRun, {Titled("1", "T"), Titled("2", "U"), Titled("4", "T")}),
            "unchanged updated added 1 removed");
  EXPECT_EQ(Files(index), before);
}

TEST(IndexWriter, SaysInADryRunWhatARunWouldSay) {
  const std::vector<std::vector<Paper>> runs = {
      {},
      {Titled("1", "T")},
      {Titled("1", "U"), Titled("3", "T")},
      {Titled("2", "T"), Titled("1", "T")},
      // The same id twice.
      {Titled("3", "T"), Titled("3", "T")},
      {Titled("3", "T"), Titled("3", "U")},
      {Titled("1", "U"), Titled("1", "T")},
      {Titled("1", "U"), Titled("1", "U")},
  };
  for (const std::vector<Paper>& papers : runs) {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    Write(index, {Titled("1", "T"), Titled("2", "T")});
    const std::string dry = Outcomes(index, Mode::kDryRun, papers);
    EXPECT_EQ(dry, Outcomes(index, Mode::kUpdate, papers)) << papers.size();
  }
}

TEST(IndexWriter, LocksOutASecondWriter) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::array<char, 256> host{};
  ASSERT_EQ(::gethostname(host.data(), host.size() - 1), 0);
  const std::string expected = "locked: another dsindex holds '" + index + "' (process " +
                               std::to_string(::getpid()) + " on " + host.data() +
                               ") / wait until it is done, then run dsindex again";
  {
    IndexWriter writer(index, Mode::kUpdate);
    for (const Mode mode : {Mode::kUpdate, Mode::kRebuild})
      EXPECT_EQ(ErrorOf([&] { IndexWriter(index, mode).Publish(); }), expected);
    EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kDryRun).Publish(); }), "no error");
    writer.Put(Titled("1", "T"), "root");
    writer.Publish();
    EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kUpdate).Publish(); }), expected);
  }
  EXPECT_EQ(Seen(index), "1=T");
  EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kUpdate).Publish(); }), "no error");
}

TEST(IndexWriter, RefusesAnIndexThatAnotherProgramMade) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Write(index, {Titled("1", "T")});
  const auto stamp = [&index](const std::string& key, const std::string& value) {
    Xapian::WritableDatabase(index + "/gen-000001/shard-0", Xapian::DB_OPEN)
        .set_metadata(key, value);
  };
  const auto refusal = [&index] {
    std::string error = ErrorOf([&] { IndexWriter(index, Mode::kUpdate).Publish(); });
    EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kDryRun).Publish(); }), error);
    return error;
  };
  EXPECT_EQ(refusal(), "no error");
  stamp("analyzer", "rules 0");
  EXPECT_EQ(refusal(), "format: the index was cut by another analyzer (rules 0; this program has " +
                           text::Analyzer::Id() + ") / rebuild the index: dsindex --rebuild PATH");
  stamp("format", "99");
  EXPECT_EQ(refusal(),
            "format: the index has format 99, this program reads 4 / "
            "rebuild the index: dsindex --rebuild PATH");
  stamp("format", "");
  EXPECT_EQ(refusal(),
            "format: the index was not made by dsindex / "
            "rebuild the index: dsindex --rebuild PATH");
  // What the hint says helps.
  Write(index, {Titled("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(refusal(), "no error");
  EXPECT_EQ(Seen(index), "1=U");
}

TEST(IndexWriter, SaysWhenAnIndexIsDamaged) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Write(index, {Titled("1", "T")});
  fs::remove(index + "/gen-000001/shard-0/iamglass");
  EXPECT_EQ(ErrorOf([&] { IndexWriter(index, Mode::kDryRun).Publish(); }),
            "corrupt: the index is damaged: Couldn't detect type of database: '" + index +
                "/gen-000001/shard-0' / rebuild the index: dsindex --rebuild PATH");
  Write(index, {Titled("1", "U")}, Mode::kRebuild);
  EXPECT_EQ(Seen(index), "1=U");

  fs::resize_file(index + "/gen-000002/shard-0/postlist.glass", 10);
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
                  "': Not a directory / name a folder that you may write to with --index");
  fs::create_directories(folder.path() / "index/lock");
  EXPECT_EQ(ErrorOf([&] { IndexWriter(folder / "index", Mode::kUpdate).Publish(); }),
            "io: cannot write to '" + (folder / "index") +
                "': Is a directory / name a folder that you may write to with --index");
}

TEST(IndexWriter, AddsToAnIndexThatCannotBeInADryRun) {
  const TemporaryFolder folder;
  const std::string index = folder / std::string(300, 'x');
  EXPECT_EQ(ErrorOf([&] {
              EXPECT_EQ(Outcomes(index, Mode::kDryRun, {Titled("1", "T")}), "added 0 removed");
            }),
            "no error");
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
      ASSERT_EQ(Stored(database, *database.postlist_begin(format::IdTerm(paper.id))), paper);
  };
  const auto dictionary = [&] {
    return format::OpenShard(format::ReadGeneration(index).shards.front(), text::Analyzer::Id())
        .get_metadata(format::kDictionaryKey);
  };
  std::vector<Paper> papers = Alike(1, 800, "does well.");
  Write(index, papers);
  expect_stored(papers);
  const std::string first = dictionary();
  EXPECT_GT(first.size(), 1000U);

  // In place, behind what stays, with a copy of the rest, and anew.
  for (const int changed : {5, 300, 700}) {
    std::vector<Paper> others = Alike(1, changed, "fails " + std::to_string(changed) + " times.");
    std::copy(others.begin(), others.end(), papers.begin());
    Write(index, others);
    expect_stored(papers);
    EXPECT_EQ(dictionary(), first);
  }
  Write(index, papers, Mode::kRebuild);
  expect_stored(papers);
  EXPECT_NE(dictionary(), first);
}

// The terms of a document in order, "term:wdf".
std::string Terms(const Xapian::Document& document) {
  std::string out;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    if ((*term).starts_with("XR")) continue;  // The source.
    EXPECT_EQ(term.positionlist_count(), 0U);
    out += (out.empty() ? "" : " ") + *term + ":" + std::to_string(term.get_wdf());
  }
  return out;
}

TEST(DocumentBuilder, WritesTheTermsThatTheFormatNames) {
  DocumentBuilder builder;
  // A title's words count five times, and once in the title's own terms.
  EXPECT_EQ(Terms(builder.Build(Titled("1", "强化 GPT-4 models"), "", "a/b")),
            "4:5 BS强化:1 B强化:5 Q1:0 S4:1 Sgpt:1 Sgpt-4:1 Sgpt4:1 Smodels:1 S化:0 S强:0 S强化:1 "
            "XLzh:0 gpt:5 gpt-4:5 gpt4:5 models:5 化:0 强:0 强化:5");
  // Authors are without weight.
  EXPECT_EQ(Terms(builder.Build({.id = "1",
                                 .title = "a",
                                 .authors = {"Li B"},
                                 .domains = {"Math 數學"},
                                 .keywords_en = {"k", "l"},
                                 .summary_en = "c d c"},
                                "", "a/b")),
            "Ab:0 Al.:0 Ali:0 Q1:0 Sa:1 XAli b:0 XDmath 数学:0 XKk:0 XKl:0 XLen:0 "
            "a:5 b:0 c:2 d:1 k:1 l:1 li:0");
}

// Where the words of a document stand, "word@position" by part: titles, body, authors.
std::string Places(const Xapian::Document& document) {
  const std::string encoded = document.get_value(format::kForwardPositionsSlot);
  const format::ForwardPositions order(encoded);
  std::map<std::uint32_t, std::string> words;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string word(format::ReadTerm(*term).text);
    words[order.FingerprintOf(format::WordHash(word))] = word;
  }
  std::string out;
  auto last = format::TextPart::kTitle;
  order.ForEach([&](format::TextPart part, std::uint32_t position, std::uint32_t number) {
    if (part != std::exchange(last, part)) out += "| ";
    out += words[number] + "@" + std::to_string(position) + " ";
  });
  return out;
}

TEST(DocumentBuilder, WritesWhereWordsStand) {
  DocumentBuilder builder;
  EXPECT_EQ(Places(builder.Build({.id = "1",
                                  .title = "强化 GPT-4 models",
                                  .title_zh = "题",
                                  .authors = {"Li B", "Wei Li"},
                                  .keywords_en = {"k"},
                                  .summary_en = "state-of-the-art models, GPT-4"},
                                 "", "a/b")),
            "强@0 化@1 gpt@2 4@3 models@4 题@1005 | state@2006 of@2007 the@2008 art@2009 "
            "models@2010 gpt@2011 4@2012 k@3013 | li@4014 l.@4014 b@4015 wei@5016 w.@5016 li@5017 "
            "l.@5017 ");
}

TEST(DocumentBuilder, TakesNoWordForACompound) {
  DocumentBuilder builder;
  for (int i = 0; i < 300; ++i) {
    std::string text = "e-mail";
    for (int k = 0; k < 50; ++k)
      text += ' ' + std::string{static_cast<char>('a' + k % 26), static_cast<char>('a' + k / 26)} +
              static_cast<char>('a' + i % 26) + static_cast<char>('a' + i / 26);
    const std::string encoded =
        builder.Build(Titled("1", text), "", "a/b").get_value(format::kForwardPositionsSlot);
    const format::ForwardPositions order(encoded);
    const std::uint32_t compound = order.FingerprintOf(format::WordHash("email"));
    order.ForEach([&](format::TextPart, std::uint32_t position, std::uint32_t number) {
      EXPECT_NE(number, compound) << "at " << position << " of " << text;
    });
  }
}

TEST(DocumentBuilder, WritesTheValuesThatTheFormatNames) {
  DocumentBuilder builder;
  const auto values = [&builder](const Paper& paper) {
    const Xapian::Document document = builder.Build(paper, "record", "a/b");
    EXPECT_EQ(format::RecordUnpacker().Unpack(document.get_value(format::kRecordSlot)), "record");
    EXPECT_EQ(document.get_value(5), format::SourcedHash("record", "a/b"));
    std::string out;
    for (Xapian::valueno slot = 0; slot < 5; ++slot) out += "[" + document.get_value(slot) + "]";
    return out;
  };
  EXPECT_EQ(values(Titled("1", "T")), "[1][][en][][]");
  EXPECT_EQ(
      values({.id = "1", .title = "T", .date = "2024-02", .domains = {"数学", "Code", "数学"}}),
      "[1][数学\nCode][en][20240201][20240229]");
  EXPECT_EQ(values({.id = "1", .title = "T", .title_zh = "题", .date = "2024-03-07"}),
            "[1][][zh\nen][20240307][20240307]");
}

TEST(DocumentBuilder, KnowsTheHalvesOfAPaper) {
  struct Case {
    Paper paper;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases = {
      {{.title = "Retrieval"}, {"en"}},
      {{.title = "信息检索"}, {"zh"}},
      {{.title = "基于BERT的检索"}, {"zh"}},
      {{.title = "Retrieval", .title_zh = "检索"}, {"zh", "en"}},
      {{.title = "Retrieval", .summary_zh = "甲"}, {"zh", "en"}},
      {{.title = "检索", .summary_en = "a"}, {"zh", "en"}},
      {{.title = "检索", .summary_zh = "甲"}, {"zh"}},
      {{.title = "Retrieval", .summary_en = "a"}, {"en"}},
      {{.title = "Retrieval", .contribution_zh = "乙"}, {"zh", "en"}},
      {{.title = "检索", .contribution_en = "b"}, {"zh", "en"}},
      // Without a title.
      {{.summary_zh = "甲"}, {"zh"}},
      {{.summary_en = "a"}, {"en"}},
      {{.summary_zh = "甲", .summary_en = "a"}, {"zh", "en"}},
  };
  for (const auto& [paper, expected] : cases)
    EXPECT_EQ(Languages(paper), expected) << format::EncodeRecord(paper);
}

}  // namespace
}  // namespace dssearch::indexer
