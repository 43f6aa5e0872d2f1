#include "indexer/index_check.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "searcher/format/commit.h"
#include "searcher/format/stub.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using dssearch::testing::TestIndex;
using dssearch::testing::Titled;
using Problems = std::vector<std::string>;

std::string SegmentOf(const TestIndex& index) { return index.path() + "/segment-000001"; }

const char* const kOtherFiles = "the files of 'segment-000001' are not those of the commit";

TEST(CheckIndex, FindsNothingInAGoodIndex) {
  TestIndex index(Titled({"one", "two"}));
  EXPECT_EQ(CheckIndex(index.path()), Problems());
  index.Update(Titled({"one", "other", "three"}));
  EXPECT_EQ(CheckIndex(index.path()), Problems());
}

// Publishes a commit that says of the segment what is there now, and what `change` makes of it.
template <typename Change>
void RewriteCommit(const TestIndex& index, const Change& change) {
  format::Commit commit = format::ReadCommit(index.path());
  commit.segments.front().files = format::FilesIn(index.path(), commit.segments.front().name);
  change(commit);
  format::PublishCommit(index.path(), commit);
}

TEST(CheckIndex, FindsChangesThatNoIndexerMade) {
  const TestIndex index(Titled({"one", "two"}));
  {
    Xapian::WritableDatabase database(SegmentOf(index), Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST);
    database.add_document(Xapian::Document());
  }
  EXPECT_EQ(CheckIndex(index.path()), Problems{kOtherFiles});
  RewriteCommit(index, [](format::Commit&) {});
  EXPECT_EQ(
      CheckIndex(index.path()),
      (Problems{"the paper '' is damaged", "the commit counts other papers in 'segment-000001'"}));
}

TEST(CheckIndex, FindsACommitOfAnotherIndex) {
  const TestIndex index(Titled({"one", "two"}));
  RewriteCommit(index, [](format::Commit& commit) { ++commit.papers; });
  EXPECT_EQ(CheckIndex(index.path()), Problems{"the commit counts 3 papers, there are 2"});
  fs::remove(index.path() + "/commit-000001.json");
  EXPECT_THROW(CheckIndex(index.path()), Error);
}

TEST(CheckIndex, FindsAStubOfOtherSegments) {
  TestIndex index(Titled({"one", "two"}));
  format::Stub stub = format::ReadStub(index.path());
  stub.databases.emplace_back("segment-000007");
  format::WriteStub(index.path(), stub);
  const Problems expected = {"'" + index.path() + "/XAPIANDB' is not what the last run wrote"};
  EXPECT_EQ(CheckIndex(index.path()), expected);
  // To the byte.
  stub.databases.pop_back();
  format::WriteStub(index.path(), stub);
  EXPECT_EQ(CheckIndex(index.path()), Problems());
  fs::resize_file(index.path() + "/XAPIANDB", fs::file_size(index.path() + "/XAPIANDB") - 1);
  EXPECT_EQ(CheckIndex(index.path()), expected);
}

TEST(CheckIndex, FindsADamagedFile) {
  const TestIndex index(Titled({"one", "two"}));
  {
    std::fstream file(SegmentOf(index) + "/postlist.glass",
                      std::ios::binary | std::ios::in | std::ios::out);
    file << std::string(fs::file_size(SegmentOf(index) + "/postlist.glass"), 'x');
  }
  EXPECT_EQ(CheckIndex(index.path()), Problems{kOtherFiles});
  // Whatever Xapian makes of it.
  RewriteCommit(index, [](format::Commit&) {});
  EXPECT_EQ(CheckIndex(index.path()),
            Problems{"Xapian finds errors in '" + SegmentOf(index) + "'"});
}

// What is wrong with an index, in words; an error as its text.
std::string Fault(const std::string& index) {
  try {
    const Problems problems = CheckIndex(index);
    return problems.empty() ? "" : problems.front();
  } catch (const Error& e) {
    return e.what();
  }
}

// The files of an index that has been updated: two segments, deletions, a lexicon, a commit, the
// stub.
std::vector<fs::path> FilesOf(const TestIndex& index) {
  std::vector<fs::path> files;
  const std::string current = format::ReadCommit(index.path()).file();
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(index.path())) {
    const std::string name = entry.path().filename().string();
    const bool is_old = name.ends_with(".json") && name != current;
    if (entry.is_regular_file() && entry.file_size() > 0 && name != "lock" && !is_old)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::unique_ptr<TestIndex> UpdatedIndex() {
  std::vector<Paper> papers = Titled({"one", "two", "three", "four", "five", "six", "seven",
                                      "eight", "nine", "ten", "eleven", "twelve"});
  auto index = std::make_unique<TestIndex>(papers);
  papers[1].title = "changed";
  index->Update(papers);
  return index;
}

TEST(CheckIndex, FindsAFlippedBit) {
  const auto made = UpdatedIndex();
  const TestIndex& index = *made;
  std::mt19937 random(7);
  const std::vector<fs::path> files = FilesOf(index);
  ASSERT_EQ(files.size(), 12U);  // Of an empty lexicon there is one.
  for (int i = 0; i < 100; ++i) {
    const fs::path& file = files[random() % files.size()];
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
    EXPECT_NE(Fault(index.path()), "") << file << " byte " << at;
    flip();
  }
  EXPECT_EQ(Fault(index.path()), "");
}

TEST(CheckIndex, FindsAFileThatIsCutShort) {
  std::mt19937 random(8);
  for (int i = 0; i < 30; ++i) {
    const auto made = UpdatedIndex();
    const TestIndex& index = *made;
    const std::vector<fs::path> files = FilesOf(index);
    const fs::path& file = files[random() % files.size()];
    fs::resize_file(file, random() % fs::file_size(file));
    EXPECT_NE(Fault(index.path()), "") << file << " of " << fs::file_size(file);
  }
}

}  // namespace
}  // namespace dssearch::indexer
