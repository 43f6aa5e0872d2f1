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
#include "dssearch/searcher.h"
#include "searcher/format/commit.h"
#include "searcher/format/stub.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using dssearch::testing::TestIndex;
using dssearch::testing::Titled;
using Problems = std::vector<std::string>;

std::string SegmentOf(const TestIndex& index) { return index.path() + "/segment-000001"; }

std::string OtherFile(const std::string& name) {
  return "the files of 'segment-000001' are not those of the commit: 'segment-000001/" + name + "'";
}

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
  EXPECT_EQ(CheckIndex(index.path()), Problems{OtherFile("iamglass")});
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
  EXPECT_EQ(CheckIndex(index.path()), Problems{OtherFile("postlist.glass")});
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

// What a search makes of an index, whatever is damaged: answers or an error.
std::string AnswersOf(const std::string& index) {
  try {
    const Searcher searcher(index);
    std::string answers;
    for (const char* query : {"", "one", "\"changed\"", "t*", "eleven -two"})
      answers += testing::Answer(searcher, query);
    return answers;
  } catch (const Error&) {
    return "an error";
  }
}

// Damages files of an index one after the other, each as `damage` does with its content, which must
// be told.
template <typename Change>
void ExpectToldDamage(const Change& damage) {
  const auto made = UpdatedIndex();
  const std::string& index = made->path();
  const std::string answers = AnswersOf(index);
  EXPECT_NE(answers, "an error");
  const std::vector<fs::path> files = FilesOf(*made);
  ASSERT_EQ(files.size(), 14U);  // Of an empty lexicon there is one.
  std::mt19937 random(7);
  const auto write = [](const fs::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary) << content;
  };
  const auto contents = testing::FileContents(index);
  for (int i = 0; i < 100; ++i) {
    const fs::path& file = files[random() % files.size()];
    std::string content = contents.at(file.string());
    const std::size_t at = random() % content.size();
    damage(content, at, random);
    write(file, content);
    EXPECT_NE(Fault(index), "") << file << " byte " << at;
    AnswersOf(index);
    write(file, contents.at(file.string()));
  }
  EXPECT_EQ(Fault(index), "");
  EXPECT_EQ(AnswersOf(index), answers);
}

TEST(CheckIndex, FindsAFlippedBit) {
  ExpectToldDamage([](std::string& content, std::size_t at, std::mt19937& random) {
    content[at] = static_cast<char>(content[at] ^ 1 << random() % 8);
  });
}

TEST(CheckIndex, FindsAFileThatIsCutShort) {
  ExpectToldDamage([](std::string& content, std::size_t at, std::mt19937&) { content.resize(at); });
}

}  // namespace
}  // namespace dssearch::indexer
