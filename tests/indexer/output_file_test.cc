#include "indexer/output_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "tests/indexer/index_contents.h"
#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

namespace fs = std::filesystem;
using testing::ErrorOf;
using testing::Shell;
using testing::TemporaryFolder;

// A folder with what may stand where a file is to be written.
class Places : public ::testing::Test {
 protected:
  Places() {
    folder_.Write("file", "old");
    folder_.Write("target", "precious");
    fs::create_directory(At("folder"));
    EXPECT_EQ(::mkfifo(At("pipe").c_str(), 0600), 0);
    fs::create_symlink("target", At("link"));
    fs::create_symlink("nowhere", At("dangling"));
    fs::create_symlink("/dev/zero", At("device"));
  }

  std::string At(const std::string& name) const { return folder_ / name; }

  std::string ContentOf(const std::string& name) const {
    std::ifstream in(At(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }

  void Write(const std::string& name, OutputFile::Other other) const {
    OutputFile out(At(name), other);
    out.Write("new");
    out.Close();
  }

  const TemporaryFolder folder_;
};

TEST_F(Places, AreReplacedWhereTheyAreFiles) {
  for (const OutputFile::Other other : {OutputFile::Other::kRefused, OutputFile::Other::kWritten}) {
    for (const char* name : {"file", "none"}) {
      Write(name, other);
      EXPECT_EQ(ContentOf(name), "new");
      { OutputFile(At(name), other).Write("never closed"); }
      EXPECT_EQ(ContentOf(name), "new");
      EXPECT_FALSE(fs::exists(At(name) + ".tmp"));
    }
  }
}

TEST_F(Places, AreRefusedWhereNobodyNamedThem) {
  for (const char* name : {"pipe", "link", "dangling", "device", "folder"})
    EXPECT_EQ(ErrorOf([&] { Write(name, OutputFile::Other::kRefused); }),
              "io: '" + At(name) + "' is no file of dsindex / remove it");
  EXPECT_EQ(ContentOf("target"), "precious");
  EXPECT_FALSE(fs::exists(At("nowhere")));
}

TEST_F(Places, AreWrittenToWhereTheUserNamesThem) {
  std::string read;
  std::thread reader([&] { read = ContentOf("pipe"); });
  Write("pipe", OutputFile::Other::kWritten);
  reader.join();
  EXPECT_EQ(read, "new");
  Write("link", OutputFile::Other::kWritten);
  EXPECT_EQ(ContentOf("target"), "new");
  EXPECT_TRUE(fs::is_symlink(At("link")));
  fs::create_symlink("/dev/null", At("null"));
  Write("null", OutputFile::Other::kWritten);
  EXPECT_TRUE(fs::is_symlink(At("null")));
  fs::create_symlink("/dev/full", At("full"));
  EXPECT_EQ(ErrorOf([&] { Write("full", OutputFile::Other::kWritten); }),
            "io: cannot write '" + At("full") + "' / is the disk full?");
}

TEST_F(Places, LoseNothingThatATemporaryFileLeadsTo) {
  for (const char* name : {"pipe", "link", "dangling", "device"}) {
    fs::rename(At(name), At("file.tmp"));
    Write("file", OutputFile::Other::kRefused);
    EXPECT_EQ(ContentOf("file"), "new") << name;
    EXPECT_EQ(ContentOf("target"), "precious") << name;
    EXPECT_FALSE(fs::exists(At("file.tmp"))) << name;
  }
  folder_.Write("file.tmp/precious", "precious");
  EXPECT_EQ(
      ErrorOf([&] { Write("file", OutputFile::Other::kRefused); }),
      "io: cannot write '" + At("file") + "' / name a file in a folder that you may write to");
  EXPECT_EQ(ContentOf("file.tmp/precious"), "precious");
}

TEST(RejectLog, WaitsForNoPipe) {
  const TemporaryFolder folder;
  folder.Write("a.jsonl", R"({"id": "a", "title": "A"})");
  const std::string run =
      "cd " + folder.path().string() + " && timeout 20 '" DSSEARCH_DSINDEX "' -q -i index a.jsonl";
  ASSERT_EQ(Shell(run).status, 0);
  fs::remove(folder / "index/rejects.jsonl");
  ASSERT_EQ(::mkfifo((folder / "index/rejects.jsonl").c_str(), 0600), 0);
  const testing::Output output = Shell(run);
  EXPECT_EQ(output.status, 2);
  EXPECT_EQ(output.text, "dsindex: 'index/rejects.jsonl' is no file of dsindex\nhint: remove it\n");
}

}  // namespace
}  // namespace dssearch::indexer
