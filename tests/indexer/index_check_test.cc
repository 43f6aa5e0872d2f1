#include "indexer/index_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
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

TEST(CheckIndex, FindsChangesThatNoIndexerMade) {
  const TestIndex index(Titled({"one", "two"}));
  {
    Xapian::WritableDatabase database(Shard(index), Xapian::DB_OPEN);
    Xapian::Document paper = database.get_document(1);
    paper.add_value(format::kRecordSlot, "garbage");
    database.replace_document(1, paper);
  }
  EXPECT_EQ(CheckIndex(index.path()), Problems{"the paper 'p1' is damaged"});
}

TEST(CheckIndex, FindsAManifestOfAnotherIndex) {
  const TestIndex index(Titled({"one", "two"}));
  format::Manifest manifest = format::ReadManifest(index.path(), "gen-000001");
  ++manifest.papers;
  manifest.digest = "0";
  manifest.files.pop_back();
  format::WriteManifest(index.path(), "gen-000001", manifest);
  EXPECT_EQ(CheckIndex(index.path()), (Problems{"the manifest counts 3 papers, there are 2",
                                                "the papers are not those of the manifest",
                                                "the files are not those of the manifest"}));
  fs::remove(index.path() + "/gen-000001/manifest.json");
  EXPECT_THROW(CheckIndex(index.path()), Error);
}

TEST(CheckIndex, FindsADamagedFile) {
  const TestIndex index(Titled({"one", "two"}));
  {
    std::fstream file(Shard(index) + "/postlist.glass",
                      std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(20);
    file << "garbage";
  }
  bool found = false;
  try {
    found = !CheckIndex(index.path()).empty();
  } catch (const Error&) {
    found = true;
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace dssearch::indexer
