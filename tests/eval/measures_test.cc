#include "searcher/eval/measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "searcher/eval/judgments.h"
#include "tests/testing/index.h"

namespace dssearch::eval {
namespace {

std::string ToString(const Measures& m) {
  char text[64];
  std::snprintf(text, sizeof text, "%.4f %.4f %.4f %.4f %.4f", m.ndcg_10, m.mrr_10, m.map,
                m.r_precision, m.recall_100);
  return text;
}

// Worked out by hand from the definitions of trec_eval.
TEST(Measures, AreThoseOfTrecEval) {
  struct Case {
    std::vector<std::string> ranking;
    Judgments grades;
    std::string expected;
  };
  const Case cases[] = {
      {{"a"}, {{"a", 1}}, "1.0000 1.0000 1.0000 1.0000 1.0000"},
      {{"x", "a"}, {{"a", 1}}, "0.6309 0.5000 0.5000 0.0000 1.0000"},
      {{"a", "x", "b"}, {{"a", 1}, {"b", 1}}, "0.9197 1.0000 0.8333 0.5000 1.0000"},
      {{"b", "a"}, {{"a", 2}, {"b", 1}}, "0.8597 1.0000 1.0000 1.0000 1.0000"},
      {{"x", "y"}, {{"a", 1}}, "0.0000 0.0000 0.0000 0.0000 0.0000"},
      {{"a"}, {{"a", 1}, {"b", 1}, {"c", 0}}, "0.6131 1.0000 0.5000 0.5000 0.5000"},
      {{"a"}, {{"a", 0}}, "0.0000 0.0000 0.0000 0.0000 0.0000"},
      {{}, {{"a", 1}}, "0.0000 0.0000 0.0000 0.0000 0.0000"},
  };
  for (const auto& [ranking, grades, expected] : cases)
    EXPECT_EQ(ToString(Evaluate(ranking, grades)), expected);
}

TEST(Measures, LookNoDeeperThanTheirNames) {
  std::vector<std::string> ranking;
  for (int i = 0; i < 200; ++i) ranking.push_back("x" + std::to_string(i));
  ranking[10] = "a";
  EXPECT_EQ(ToString(Evaluate(ranking, {{"a", 1}})), "0.0000 0.0000 0.0909 0.0000 1.0000");
  std::swap(ranking[10], ranking[100]);
  EXPECT_EQ(ToString(Evaluate(ranking, {{"a", 1}})), "0.0000 0.0000 0.0099 0.0000 0.0000");
}

TEST(Measures, AreAveragedOverQueries) {
  EXPECT_EQ(ToString(Mean({{1, 1, 1, 1, 1}, {0, 0.5, 0, 0.5, 1}})),
            "0.5000 0.7500 0.5000 0.7500 1.0000");
  EXPECT_EQ(ToString(Mean({})), "0.0000 0.0000 0.0000 0.0000 0.0000");
}

TEST(Judgments, AreReadOrSayWhere) {
  const testing::TemporaryFolder folder;
  const auto error = [](const auto& read) -> std::string {
    try {
      read();
    } catch (const Error& e) {
      return std::string(e.what()) + " / " + e.hint();
    }
    return "no error";
  };
  EXPECT_EQ(ReadQrels(folder.Write("g", "q 0 a 1\nq\t0\tb\t2\n\n")).at("q").at("b"), 2);
  EXPECT_EQ(ReadQueries(folder.Write("q", R"({"id": "1", "text": "推理"})")).at(0).text, "推理");
  EXPECT_EQ(ReadRun(folder.Write("r", "q Q0 b 1 2.5 x\nq Q0 a 2 1 x\n")).at("q").at(1), "a");
  const std::string bad = folder.Write("bad", "q 0 a 1\n?\n");
  EXPECT_EQ(error([&] { ReadQrels(bad); }),
            bad + ":2: not understood / a line is QUERY 0 PAPER GRADE");
  EXPECT_EQ(error([&] { ReadQueries(bad); }),
            bad + R"(:1: not understood / a line is {"id": "...", "text": "..."})");
  EXPECT_EQ(error([&] { ReadRun(folder / "none"); }),
            "cannot read '" + (folder / "none") + "' / check the path");
}

}  // namespace
}  // namespace dssearch::eval
