// The manual pages say what the tools' --help says, and are what mandoc wants.

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/testing/console.h"

namespace dssearch {
namespace {

std::set<std::string> MatchesIn(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
    found.insert((*it)[1]);
  return found;
}

// The options that a help lists: "  -n,--limit N|all [10]  At most".
std::set<std::string> OptionsOfHelp(const std::string& help) {
  static const std::regex kLine(R"(\n {2,4}((?:-[a-z],)?--[a-z-]+|-[a-z])[ \n])");
  std::set<std::string> options;
  for (const std::string& names : MatchesIn(help, kLine)) {
    std::istringstream each(names);
    for (std::string name; std::getline(each, name, ',');) options.insert(name);
  }
  return options;
}

// Those that have an item in a page: ".It Fl n , Fl -limit Ar N".
std::set<std::string> OptionsOfPage(const std::string& page) {
  static const std::regex kItem(R"((?:^|\n)\.It (Fl [^\n]*))");
  static const std::regex kFlag(R"(Fl (\S+))");
  std::set<std::string> options;
  for (const std::string& item : MatchesIn(page, kItem))
    for (const std::string& flag : MatchesIn(item, kFlag)) options.insert('-' + flag);
  return options;
}

TEST(ManPages, HaveEachOptionOfHelp) {
  struct Row {
    const char* tool;
    const char* page;
  };
  for (const auto& [tool, page] : {Row{DSSEARCH_DSSEARCH, "searcher/cli/dssearch.1"},
                                   Row{DSSEARCH_DSINDEX, "indexer/dsindex.1"},
                                   Row{DSSEARCH_DSSERVE, "searcher/server/dsserve.1"},
                                   Row{DSSEARCH_DSEVAL, "searcher/eval/dseval.1"}}) {
    std::ostringstream text;
    text << std::ifstream(std::string(DSSEARCH_SOURCE_DIR "/") + page).rdbuf();
    const std::string help = testing::Shell("'" + std::string(tool) + "' --help").text;
    const std::set<std::string> options = OptionsOfHelp(help);
    EXPECT_GT(options.size(), 8U) << help;
    EXPECT_EQ(OptionsOfPage(text.str()), options) << page;
    // Choices are the same, too.
    static const std::regex kChoices(R"( ((?:[a-z0-9]+\|)+[a-z0-9]+)[ \n])");
    for (std::string choices : MatchesIn(help, kChoices)) {
      choices = std::regex_replace(choices, std::regex(R"(\|)"), " | ");
      EXPECT_NE(text.str().find(" Cm " + choices + "\n"), std::string::npos) << page << choices;
    }
  }
}

TEST(ManPages, AreWhatMandocWants) {
  if (testing::Shell("command -v mandoc >/dev/null").status != 0)
    GTEST_SKIP() << "mandoc is not installed";
  // Pages of each other that are not installed are none of its concern.
  EXPECT_EQ(testing::Shell("cd '" DSSEARCH_SOURCE_DIR "' && mandoc -T lint searcher/*/*.[17] "
                           "indexer/*.[15] | grep -v 'referenced manual not found'")
                .text,
            "");
}

}  // namespace
}  // namespace dssearch
