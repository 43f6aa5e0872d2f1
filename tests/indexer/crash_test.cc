#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/index_check.h"
#include "tests/testing/console.h"
#include "tests/testing/index.h"

extern char** environ;

namespace dssearch {
namespace {

namespace fs = std::filesystem;
using dssearch::testing::TemporaryFolder;
using std::chrono::microseconds;

pid_t Start(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), DSSEARCH_DSINDEX);
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  EXPECT_EQ(::posix_spawn(&process, argv[0], &actions, nullptr, argv.data(), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  return process;
}

// Two collections, each in one state: all of its papers say which.
struct State {
  int few = 0;
  int many = 0;
  bool operator==(const State&) const = default;
};

constexpr int kFew = 30;    // Changes become a small segment,
constexpr int kMany = 250;  // or the first one is written anew.

void WriteCollection(const TemporaryFolder& folder, const std::string& name, int papers,
                     int state) {
  std::string lines;
  for (int i = 0; i < papers; ++i)
    lines += R"({"id": ")" + name + std::to_string(i) + R"(", "title": "Paper", "domain": ")" +
             name + std::to_string(state) + "\"}\n";
  folder.Write("corpus/" + name + ".jsonl", lines);
}

// What a reader who comes now sees: never some of one state and some of another.
State Seen(const std::string& index) {
  const SearchResponse found =
      Searcher(index).Search({.query = "paper", .limit = 0, .facets = {"domain"}});
  EXPECT_EQ(found.total, static_cast<std::uint64_t>(kFew + kMany));
  EXPECT_EQ(found.facets[0].counts.size(), 2U);
  State state;
  for (const FacetCount& count : found.facets[0].counts) {
    const bool few = count.value.starts_with("few");
    EXPECT_EQ(count.count, static_cast<std::uint64_t>(few ? kFew : kMany)) << count.value;
    (few ? state.few : state.many) = std::stoi(count.value.substr(few ? 3 : 4));
  }
  return state;
}

TEST(Crash, LosesNothingWheneverItIsKilled) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::string corpus = folder / "corpus";
  State state;
  WriteCollection(folder, "few", kFew, 0);
  WriteCollection(folder, "many", kMany, 0);
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(::waitpid(Start({"-i", index, corpus}), nullptr, 0) > 0, true);
  // Runs are killed within a time that adapts, so that about half of them end.
  auto window = std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - start);
  std::mt19937 random(7);
  int killed = 0;
  int completed = 0;
  for (int run = 1; run <= 200; ++run) {
    ASSERT_EQ(Seen(index), state) << run;
    State next = state;
    next.few = run;
    WriteCollection(folder, "few", kFew, run);
    if (random() % 2 == 0) next.many = run;
    WriteCollection(folder, "many", kMany, next.many);
    std::vector<std::string> arguments = {"-i", index, corpus};
    if (random() % 3 == 0) arguments.emplace_back("--rebuild");
    const pid_t process = Start(arguments);
    std::this_thread::sleep_for(
        microseconds(std::uniform_int_distribution<long>(0, window.count())(random)));
    ::kill(process, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(process, &status, 0), process);
    const State now = Seen(index);
    if (WIFSIGNALED(status)) {
      ++killed;
      EXPECT_TRUE(now == state || now == next) << run << ": " << now.few << " " << now.many;
    } else {
      EXPECT_EQ(WEXITSTATUS(status), 0) << run;
      EXPECT_EQ(now, next) << run;
    }
    completed += now == next;
    window = now == next ? window * 9 / 10 : window * 11 / 10;
    EXPECT_EQ(indexer::CheckIndex(index), std::vector<std::string>()) << run;
    state = now;
    WriteCollection(folder, "many", kMany, state.many);  // What did not come in never was.
  }
  EXPECT_GT(killed, 50);
  EXPECT_GT(completed, 50);

  // The next run is as any other, and cleans up.
  WriteCollection(folder, "many", kMany, 1000);
  int status = 0;
  ASSERT_GT(::waitpid(Start({"-i", index, corpus}), &status, 0), 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(Seen(index).many, 1000);
  const auto commits = std::count_if(
      fs::directory_iterator(index), fs::directory_iterator(),
      [](const fs::directory_entry& entry) { return entry.path().extension() == ".json"; });
  EXPECT_LE(commits, 2);
}

TEST(Crash, StopsCleanlyWhenItIsAskedTo) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  WriteCollection(folder, "few", kFew, 0);
  WriteCollection(folder, "many", kMany, 0);
  ASSERT_GT(::waitpid(Start({"-i", index, folder / "corpus"}), nullptr, 0), 0);
  // It waits for more of a pipe that nobody writes to.
  const std::string pipe = folder / "corpus/pipe.jsonl";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const pid_t process = Start({"-i", index, pipe});
  std::ofstream out(pipe);
  out << R"({"id": "new", "title": "Paper"})" << std::endl;
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  ::kill(process, SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  out << R"({"id": "newer", "title": "Paper"})" << std::endl;
  out.close();
  int status = 0;
  ASSERT_EQ(::waitpid(process, &status, 0), process);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 2);
  EXPECT_EQ(Seen(index), State{});
  EXPECT_EQ(std::count_if(fs::directory_iterator(index), fs::directory_iterator(),
                          [](const fs::directory_entry& entry) { return entry.is_directory(); }),
            2)
      << "a segment and a lexicon";
}

TEST(Crash, ChangesNothingWhenTheDiskIsFull) {
  const TemporaryFolder folder;
  WriteCollection(folder, "few", kFew, 0);
  WriteCollection(folder, "many", kMany, 0);
  std::string big;
  std::mt19937 random(3);
  for (int i = 0; i < 3000; ++i) {
    big += R"({"id": "big)" + std::to_string(i) + R"(", "title": "Big", "abstract": ")";
    for (int word = 0; word < 100; ++word) big += " w" + std::to_string(random() % 100000);
    big += "\"}\n";
  }
  folder.Write("big.jsonl", big);
  fs::create_directory(folder.path() / "disk");
  // A file system of its own, for whoever may make one; the programs say what they say.
  const std::string script =
      "unshare -rm sh -c 'cd " + folder.path().string() +
      " && mount -t tmpfs -o size=6m tmpfs disk || exit 77; "
      "\"$0\" -i disk/index corpus 2>&1 | sed \"s/ in .*//\"; "
      "\"$0\" -i disk/index big.jsonl > out 2>&1; echo status $?; tail -n 1 out; "
      "\"$0\" -i disk/index --check; "
      "\"$0\" -i disk/index corpus 2>&1 | sed \"s/ in .*//\"; "
      // Nothing of the run that failed stays, even where Xapian ended it.
      "ls disk/index' '" DSSEARCH_DSINDEX "'";
  const testing::Output output = testing::Shell(script);
  if (output.status == 77 || output.text.find("unshare") != std::string::npos)
    GTEST_SKIP() << "no file system can be mounted here: " << output.text;
  EXPECT_EQ(output.text,
            "280 added, 0 updated, 0 unchanged, 0 removed, 0 rejected\n"
            "status 2\nhint: is the disk full?\n"
            "no fault found in 280 papers\n"
            "0 added, 0 updated, 280 unchanged, 0 removed, 0 rejected\n"
            "XAPIANDB\ncommit-000001.json\nlexicon-000001\nlock\nrejects.jsonl\nsegment-000001\n");
}

}  // namespace
}  // namespace dssearch
