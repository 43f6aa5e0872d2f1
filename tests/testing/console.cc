#include "tests/testing/console.h"

#include <gtest/gtest.h>
#include <stdio.h>
#include <sys/wait.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch::testing {

Output Shell(const std::string& command) {
  // What a person who runs the tests has configured is none of their business.
  const std::string before = "exec 2>&1\nexport XDG_CONFIG_HOME=/dev/null\n";
  FILE* pipe = ::popen((before + command).c_str(), "r");
  if (pipe == nullptr) return {-1, "popen failed"};
  Output output;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = ::fread(buffer.data(), 1, buffer.size(), pipe))
    output.text.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  output.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return output;
}

namespace {

struct Step {
  std::size_t line;
  std::string command;
  std::vector<std::string> expected;
};

std::vector<Step> ReadSteps(const std::string& file) {
  std::vector<Step> steps;
  std::ifstream in(file);
  EXPECT_TRUE(in) << "cannot read " << file;
  bool inside = false;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      steps.push_back({number, line.substr(2), {}});
    } else if (inside && !steps.empty()) {
      steps.back().expected.push_back(line);
    }
  }
  return steps;
}

std::string Masked(const std::string& line) {
  static const std::regex kTimes(R"((in |"tookMs": )[0-9]+(\.[0-9]+)?(e-[0-9]+)?)");
  static const std::regex kScores(R"(("score": )[0-9.]+)");
  return std::regex_replace(std::regex_replace(line, kTimes, "$01N"), kScores, "$01N");
}

std::vector<std::string> Run(const std::string& command) {
  std::vector<std::string> lines;
  std::istringstream stream(Shell(command).text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Whether `lines` from `l` on fit `expected` from `e` on, where "..." stands for any number of
// lines.
bool Matches(const std::vector<std::string>& expected, std::size_t e,
             const std::vector<std::string>& lines, std::size_t l) {
  for (; e < expected.size(); ++e, ++l) {
    if (expected[e] == "...") {
      for (std::size_t rest = l; rest <= lines.size(); ++rest)
        if (Matches(expected, e + 1, lines, rest)) return true;
      return false;
    }
    if (l >= lines.size() || Masked(expected[e]) != Masked(lines[l])) return false;
  }
  return l == lines.size();
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + '\n';
  return all;
}

}  // namespace

void CheckTranscripts(const std::string& file) {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  const std::string environment =
      "export PATH='" + fs::path(DSSEARCH_DSINDEX).parent_path().string() + "':'" +
      fs::path(DSSEARCH_DSSEARCH).parent_path().string() + "':'" +
      fs::path(DSSEARCH_DSEVAL).parent_path().string() + "':'" +
      fs::path(DSSEARCH_DSSERVE).parent_path().string() + "':\"$PATH\" DSSEARCH_INDEX='" +
      (folder / "index") + "' XDG_CONFIG_HOME='" + (folder / "config") + "' TMP='" +
      folder.path().string() +
      "' LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1793491200; unset NO_COLOR; cd '" DSSEARCH_SOURCE_DIR
      "'\n";
  const std::vector<Step> steps = ReadSteps(file);
  EXPECT_FALSE(steps.empty()) << file << " has no transcript";
  for (const Step& step : steps) {
    std::vector<std::string> lines = Run(environment + step.command);
    // Transcripts show the path of the folder as $TMP.
    for (std::string& line : lines)
      for (std::size_t at; (at = line.find(folder.path().string())) != std::string::npos;)
        line.replace(at, folder.path().string().size(), "$TMP");
    EXPECT_TRUE(Matches(step.expected, 0, lines, 0))
        << file << ":" << step.line << ": $ " << step.command << "\n-------- expected\n"
        << Joined(step.expected) << "-------- got\n"
        << Joined(lines) << "--------";
  }
}

}  // namespace dssearch::testing
