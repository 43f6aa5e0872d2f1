#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "dssearch/display_width.h"
#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

TEST(Console, ReadmeSaysWhatTheToolsDo) {
  testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/README.md");
}

// The consumer test compiles and runs this program.
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

TEST(Console, NothingOverflowsANarrowTerminal) {
  const testing::TemporaryFolder folder;
  const std::string papers = folder.Write(
      "papers.jsonl",
      R"({"id":"1","title":"A survey of everything","authors":["Bartholomew Featherstonehaugh the Younger"],)"
      R"("venue":"Proceedings of the International Conference on Very Long Names of Conferences",)"
      R"("url":"https://doi.org/10.1016/j.averyveryverylongidentifier.2024.103912","date":"2024-03"})"
      "\n"
      R"({"id":"2","title":"题目很长很长很长很长很长很长很长很长很长很长的一篇综述","authors":["张三","李四","王五","赵六"],)"
      R"("domain":["一个名字非常非常非常非常非常非常长的研究领域"],"date":"1987-11-02"})"
      "\n"
      R"({"id":"3","title":"Hyperparameterlessness, antidisestablishmentarianism","domain":["everything else that there is"]})"
      "\n");
  const std::string index = folder / "index";
  const std::string setup = "'" DSSEARCH_DSINDEX "' -q -i '" + index +
                            "' '" DSSEARCH_SOURCE_DIR "/corpus' '" + papers + "'";
  ASSERT_EQ(testing::Shell(setup).status, 0);
  const char* const searches[] = {
      "强化学习 推理",
      "'(GRPO OR survey) autor:nobody date:2024-13 title:' zebra",
      "综述 survey --facets domain,date,author,venue,keyword,lang,date:day",
      "--domain 没有 --sort newest -n 50",
      "hyperparameterlessness --explain",
      "混合专家 模型 --explain -n 3",
      "混合专家 --color always",
      "transfomer",
      "--plot",
      "综述 survey --plot",
  };
  for (const int columns : {30, 40, 57, 80, 100}) {
    for (const char* search : searches) {
      const std::string command = "LC_ALL=C.UTF-8 COLUMNS=" + std::to_string(columns) + " '" +
                                  DSSEARCH_DSSEARCH "' -i '" + index + "' " + search;
      std::istringstream lines(testing::Shell(command).text);
      for (std::string line; std::getline(lines, line);) {
        static const std::regex kColours("\x1b\\[[0-9;]*m");
        EXPECT_LE(DisplayWidth(std::regex_replace(line, kColours, "")),
                  static_cast<std::size_t>(columns))
            << command << "\n"
            << line;
      }
    }
  }
}

// Titles lead to their papers in terminals that know links, and nowhere else.
TEST(Console, TitlesAreLinksInTerminalsThatKnowThem) {
  const testing::TemporaryFolder folder;
  const std::string papers =
      folder.Write("papers.jsonl",
                   "{\"id\":\"1\",\"title\":\"Alpha\",\"url\":\"https://example.org/1\"}\n"
                   "{\"id\":\"2\",\"title\":\"Beta\",\"doi\":\"10.1000/a\"}\n"
                   "{\"id\":\"3\",\"title\":\"Gamma\",\"url\":\"ftp://example.org/3\"}\n");
  const std::string index = folder / "index";
  ASSERT_EQ(testing::Shell("'" DSSEARCH_DSINDEX "' -q -i '" + index + "' '" + papers + "'").status,
            0);
  const std::string search = "'" DSSEARCH_DSSEARCH "' -i '" + index + "' --no-facets --sort title";
  const auto links = [&](const std::string& environment, const std::string& command) {
    const std::string shown =
        testing::Shell(
            "unset NO_COLOR KONSOLE_VERSION WT_SESSION KITTY_WINDOW_ID DOMTERM "
            "TERM_PROGRAM VTE_VERSION; " +
            environment + " " + command)
            .text;
    static const std::regex kLink("\x1b\\]8;;([^\x1b]*)\x1b\\\\");
    std::string found;
    for (std::sregex_iterator it(shown.begin(), shown.end(), kLink), end; it != end; ++it)
      found += (*it)[1].str() + "|";
    return found;
  };
  const std::string on_terminal = "script -qec \"" + search + "\" /dev/null";
  constexpr const char* kLinks = "https://example.org/1||https://doi.org/10.1000/a||";
  EXPECT_EQ(links("TERM=xterm-256color VTE_VERSION=6800", on_terminal), kLinks);
  EXPECT_EQ(links("TERM=xterm-kitty", on_terminal), kLinks);
  EXPECT_EQ(links("TERM=xterm-256color", on_terminal), "");
  EXPECT_EQ(links("TERM=dumb VTE_VERSION=6800", on_terminal), "");
  EXPECT_EQ(links("TERM=xterm-kitty NO_COLOR=1", on_terminal), "");
  EXPECT_EQ(links("TERM=xterm-kitty", search + " --color always"), "");
}

// Progress on a terminal, over files and folders: neither the bytes nor the records begin anew.
TEST(Console, ProgressIsOfTheWholeRun) {
  const testing::TemporaryFolder folder;
  std::string paths;
  for (const char* name : {"a.jsonl", "below/b.jsonl", "c.jsonl"}) {
    std::string records;
    for (int i = 0; i < 4000; ++i)
      records += "{\"id\": \"" + std::string(name) + std::to_string(i) +
                 "\", \"title\": \"A paper\", \"abstract\": \"Number " + std::to_string(i) +
                 " of many papers on graphs.\"}\n";
    paths += " '" + folder.Write(name, records) + "'";
  }
  const std::string shown =
      testing::Shell("script -qec \"'" DSSEARCH_DSINDEX "' -j 1 --progress always -i '" +
                     (folder / "index") + "'" + paths + "\" /dev/null")
          .text;
  static const std::regex kState(
      "([0-9,]+) records, ([0-9.]+) MB, [0-9.]+ MB/s(, ([0-9]+):([0-9]+) to go)?");
  double records = 0;
  double megabytes = 0;
  int left = 1'000'000;
  for (std::sregex_iterator it(shown.begin(), shown.end(), kState), end; it != end; ++it) {
    std::string number = (*it)[1];
    std::erase(number, ',');
    EXPECT_GE(std::stod(number), records) << shown;
    EXPECT_GE(std::stod((*it)[2]), megabytes) << shown;
    records = std::stod(number);
    megabytes = std::stod((*it)[2]);
    if (!(*it)[3].matched) continue;
    EXPECT_LE(std::stoi((*it)[4]) * 60 + std::stoi((*it)[5]), left) << shown;
    left = std::stoi((*it)[4]) * 60 + std::stoi((*it)[5]);
  }
  EXPECT_NE(shown.find("12,000 records read, merging"), std::string::npos) << shown;
  EXPECT_NE(shown.find("12000 added"), std::string::npos) << shown;
}

TEST(Console, Dsindex) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dsindex.md"); }

TEST(Console, Dseval) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dseval.md"); }

TEST(Console, Dssearch) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dssearch.md"); }

TEST(Console, Config) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/config.md"); }

TEST(Console, Notes) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/notes.md"); }

TEST(Console, Saved) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/saved.md"); }

TEST(Console, Dsserve) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/dsserve.md"); }

TEST(Console, Errors) { testing::CheckTranscripts(DSSEARCH_SOURCE_DIR "/tests/cli/errors.md"); }

}  // namespace
}  // namespace dssearch
