#include "searcher/format/manifest.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "dssearch/error.h"
#include "searcher/format/schema.h"
#include "tests/testing/index.h"

namespace dssearch::format {
namespace {

namespace fs = std::filesystem;
using dssearch::testing::TemporaryFolder;

Xapian::Document PaperOf(const std::string& id, const std::string& hash) {
  Xapian::Document paper;
  paper.add_value(SlotOf(kIdField), id);
  paper.add_value(kContentHashSlot, hash);
  return paper;
}

TEST(Manifest, IsReadAsItWasWritten) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "gen-000001");
  const Manifest written{.format = 3,
                         .analyzer = "rules 1, \"x\"",
                         .papers = 28,
                         .digest = "0123456789abcdef",
                         .revision = 7,
                         .files = {{"shard-0/postlist.glass", 8192, "00"}}};
  WriteManifest(folder.path().string(), "gen-000001", written);
  const Manifest read = ReadManifest(folder.path().string(), "gen-000001");
  EXPECT_EQ(read.format, 3);
  EXPECT_EQ(read.analyzer, written.analyzer);
  EXPECT_EQ(read.papers, 28U);
  EXPECT_EQ(read.digest, written.digest);
  EXPECT_EQ(read.revision, 7U);
  EXPECT_EQ(read.files, written.files);
}

TEST(Manifest, SaysWhatIsWrongWithIt) {
  const TemporaryFolder folder;
  const std::string path = folder / "gen-000001/manifest.json";
  for (const char* content : {"", "{", "{}", "[]", R"({"format": "3"})"}) {
    folder.Write("gen-000001/manifest.json", content);
    try {
      ReadManifest(folder.path().string(), "gen-000001");
      ADD_FAILURE() << content;
    } catch (const Error& e) {
      EXPECT_EQ(e.what(), "'" + path + "' is missing or damaged");
    }
  }
}

TEST(Manifest, DigestsPapersInAnyOrder) {
  const TemporaryFolder folder;
  const auto digest = [](const std::vector<Xapian::Document>& papers) {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    for (const Xapian::Document& paper : papers) database.add_document(paper);
    return DigestOf(database);
  };
  const Xapian::Document a = PaperOf("a", "1");
  const Xapian::Document b = PaperOf("b", "2");
  EXPECT_EQ(digest({a, b}), digest({b, a}));
  EXPECT_NE(digest({a, b}), digest({a}));
  EXPECT_NE(digest({a, b}), digest({PaperOf("a", "2"), PaperOf("b", "1")}));
  EXPECT_EQ(digest({}), "0000000000000000");
}

}  // namespace
}  // namespace dssearch::format
