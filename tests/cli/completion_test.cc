// Completion as the shells do it, by the scripts that are installed.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScripts = DSSEARCH_SOURCE_DIR "/searcher/options/shell/";
constexpr const char* kHelpers = DSSEARCH_SOURCE_DIR "/tests/cli/shell/";

class ShellCompletion : public ::testing::Test {
 protected:
  ShellCompletion() {
    for (const char* tool :
         {DSSEARCH_DSSEARCH, DSSEARCH_DSINDEX, DSSEARCH_DSSERVE, DSSEARCH_DSEVAL})
      path_ += fs::path(tool).parent_path().string() + ":";
    Run("dsindex -q '" DSSEARCH_SOURCE_DIR "/corpus'");
  }

  // What a command prints in a folder with the file LICENSE.
  std::string Run(const std::string& command) const {
    return testing::Shell("export LC_ALL=C.UTF-8 DSSEARCH_INDEX='" + (folder_ / "index") +
                          "' PATH='" + path_ + "'\"$PATH\"; cd '" DSSEARCH_SOURCE_DIR "'; " +
                          command)
        .text;
  }

  bool Has(const std::string& program) const {
    return testing::Shell("command -v " + program + " >/dev/null").status == 0;
  }

 private:
  const testing::TemporaryFolder folder_;
  std::string path_;
};

TEST_F(ShellCompletion, IsWhatCanFollow) {
  struct Row {
    const char* words;
    const char* lines;
  };
  constexpr Row kRows[] = {
      {"--so", "--sort\tWhat comes first\n"},
      {"--sort n", "newest\n"},
      {"--sort=n", "--sort=newest\n"},
      {"-d 数学", "数学推理\t5 papers\n"},
      {"--domain mathem", "mathematical reasoning\t5 papers\n"},
      {"--facets domain,da", "domain,date\n"},
      {"x dom", "domain:\tDomain\n"},
      {"domain:mathem", "domain:\"mathematical reasoning\"\t5 papers\n"},
      {"-i /none -d 数学", ""},
      {"--config /none -d 数学",
       "dssearch: cannot read '/none'\n"
       "hint: is it a file that you may read?\n"},
      {"''", ""},
      {"--explain --compl", ""},
  };
  for (const auto& [words, lines] : kRows)
    EXPECT_EQ(Run("dssearch --complete " + std::string(words)), lines) << words;
  EXPECT_EQ(Run("dsindex --complete --progress ''"), "auto\nalways\nnever\n");
  EXPECT_EQ(Run("dsserve --complete --log-format j"), "json\n");
  EXPECT_EQ(Run("dseval --complete --match a"), "any\nall\nauto\n");
}

TEST_F(ShellCompletion, Bash) {
  if (!fs::exists("/usr/share/bash-completion/bash_completion"))
    GTEST_SKIP() << "bash-completion is not installed";
  const auto completed = [&](const std::string& line) {
    return Run("bash --norc '" + std::string(kHelpers) + "complete.bash' '" + line + "' '" +
               kScripts + "dssearch.bash'");
  };
  EXPECT_EQ(completed("dssearch --sort n"), "newest\n");
  EXPECT_EQ(completed("dssearch --sort=n"), "newest\n");
  EXPECT_EQ(completed("dssearch --domain mathem"), "mathematical\\ reasoning\n");
  EXPECT_EQ(completed("dssearch domain:数"), "数学推理\n");
  EXPECT_EQ(completed("dsindex --progress "), "auto\nalways\nnever\n");
  EXPECT_EQ(completed("dsindex LIC"), "\n");  // Bash looks for files then.
}

TEST_F(ShellCompletion, Zsh) {
  if (!Has("zsh")) GTEST_SKIP() << "zsh is not installed";
  const auto completed = [&](const std::string& line) {
    return Run("zsh -f '" + std::string(kHelpers) + "complete.zsh' '" + line + "' '" + kScripts +
               "'");
  };
  EXPECT_EQ(completed("dssearch --sort n"), "dssearch --sort newest \n");
  EXPECT_EQ(completed("dssearch --sort=n"), "dssearch --sort=newest \n");
  EXPECT_EQ(completed("dssearch --domain mathem"), "dssearch --domain mathematical\\ reasoning \n");
  EXPECT_EQ(completed("dssearch domain:数"), "dssearch domain:数学推理 \n");
  EXPECT_EQ(completed("dsserve --log-"), "dsserve --log-format \n");
  EXPECT_EQ(completed("dsindex LIC"), "dsindex LICENSE \n");
}

TEST_F(ShellCompletion, Fish) {
  if (!Has("fish")) GTEST_SKIP() << "fish is not installed";
  const auto completed = [&](const std::string& line) {
    return Run("HOME=/nonexistent fish -N -c 'source " + std::string(kScripts) +
               "dssearch.fish; complete -C \"" + line + "\"' 2>/dev/null");
  };
  EXPECT_EQ(completed("dssearch --sort n"), "newest\n");
  EXPECT_EQ(completed("dssearch --sort=n"), "--sort=newest\n");
  EXPECT_EQ(completed("dssearch --domain mathem"), "mathematical reasoning\t5 papers\n");
  EXPECT_EQ(completed("dssearch domain:数"), "domain:数学推理\t5 papers\n");
  EXPECT_EQ(completed("dsindex LIC"), "LICENSE\n");
}

}  // namespace
}  // namespace dssearch
