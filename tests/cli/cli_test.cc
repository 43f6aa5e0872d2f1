#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tests/testing/console.h"

namespace dssearch {
namespace {

TEST(Console, ReadmeSaysWhatTheToolsDo) {
  testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/README.md");
}

// The consumer test compiles and runs this program; README shows no other.
TEST(Console, ReadmeShowsTheProgramThatIsTested) {
  const auto content = [](const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return std::move(text).str();
  };
  const std::string program = content(DSSEARCH_SOURCE_DIR "/tests/consumer/main.cc");
  ASSERT_FALSE(program.empty());
  EXPECT_NE(content(DSSEARCH_SOURCE_DIR "/README.md").find("```cpp\n" + program + "```"),
            std::string::npos);
}

TEST(Console, Dsindex) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dsindex.md"); }

TEST(Console, Dseval) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dseval.md"); }

TEST(Console, Dssearch) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dssearch.md"); }

TEST(Console, Dsserve) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dsserve.md"); }

TEST(Console, Errors) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/errors.md"); }

}  // namespace
}  // namespace dssearch
