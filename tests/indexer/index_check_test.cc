#include "indexer/index_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "searcher/format/generation.h"
#include "searcher/format/manifest.h"
#include "searcher/format/schema.h"
#include "searcher/text/analyzer.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using dssearch::testing::TestIndex;
using dssearch::testing::Titled;
using Problems = std::vector<std::string>;

std::string Shard(const TestIndex& index) { return index.path() + "/gen-000001/shard-0"; }

TEST(CheckIndex, FindsNothingInAGoodIndex) {
  TestIndex index(Titled({"one", "two"}));
  EXPECT_EQ(CheckIndex(index.path()), Problems());
  index.Update(Titled({"one", "other", "three"}));
  EXPECT_EQ(CheckIndex(index.path()), Problems());
}

// Takes the hashes out of the manifest, as an update in place does, and changes it.
template <typename Change>
void RewriteManifest(const TestIndex& index, const Change& change) {
  format::Manifest manifest = format::ReadManifest(index.path(), "gen-000001");
  manifest.files.clear();
  change(manifest);
  format::WriteManifest(index.path(), "gen-000001", manifest);
}

TEST(CheckIndex, FindsChangesThatNoIndexerMade) {
  const TestIndex index(Titled({"one", "two"}));
  {
    Xapian::WritableDatabase database(Shard(index), Xapian::DB_OPEN);
    Xapian::Document paper = database.get_document(1);
    paper.add_value(format::kRecordSlot, "garbage");
    database.replace_document(1, paper);
  }
  EXPECT_EQ(CheckIndex(index.path()), Problems{"the files are not those of the manifest"});
  RewriteManifest(index, [](format::Manifest&) {});
  EXPECT_EQ(CheckIndex(index.path()), Problems{"the paper 'p1' is damaged"});
}

TEST(CheckIndex, FindsAManifestOfAnotherIndex) {
  const TestIndex index(Titled({"one", "two"}));
  RewriteManifest(index, [](format::Manifest& manifest) {
    ++manifest.papers;
    manifest.digest = "0";
  });
  EXPECT_EQ(CheckIndex(index.path()), (Problems{"the manifest counts 3 papers, there are 2",
                                                "the papers are not those of the manifest"}));
  fs::remove(index.path() + "/gen-000001/manifest.json");
  EXPECT_THROW(CheckIndex(index.path()), Error);
}

TEST(CheckIndex, FindsADamagedFile) {
  const TestIndex index(Titled({"one", "two"}));
  {
    std::fstream file(Shard(index) + "/postlist.glass",
                      std::ios::binary | std::ios::in | std::ios::out);
    file << std::string(fs::file_size(Shard(index) + "/postlist.glass"), 'x');
  }
  EXPECT_EQ(CheckIndex(index.path()), Problems{"the files are not those of the manifest"});
  // Whatever Xapian makes of it.
  RewriteManifest(index, [](format::Manifest&) {});
  EXPECT_EQ(CheckIndex(index.path()), Problems{"Xapian finds errors in '" + Shard(index) + "'"});
}

// Every bit of an index that is made anew has a hash.
TEST(CheckIndex, FindsAFlippedBit) {
  const TestIndex index(Titled({"one", "two"}));
  std::mt19937 random(7);
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(Shard(index)))
    if (entry.path().filename() != "flintlock") files.push_back(entry.path());
  for (int i = 0; i < 100; ++i) {
    const fs::path& file = files[random() % files.size()];
    if (fs::file_size(file) == 0) continue;
    const auto at = static_cast<std::streamoff>(random() % fs::file_size(file));
    const auto bit = static_cast<char>(1 << random() % 8);
    const auto flip = [&] {
      std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
      bytes.seekg(at);
      const char byte = static_cast<char>(bytes.get());
      bytes.seekp(at);
      bytes.put(static_cast<char>(byte ^ bit));
    };
    flip();
    EXPECT_EQ(CheckIndex(index.path()), Problems{"the files are not those of the manifest"})
        << file << " byte " << at;
    flip();
  }
  EXPECT_EQ(CheckIndex(index.path()), Problems());
}

}  // namespace
}  // namespace dssearch::indexer
