#include "dssearch/explanation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::CorpusPapers;
using testing::TestIndex;
using testing::Titled;

std::string Shown(const Evidence& one) {
  std::string shown = one.form + " " + one.text;
  for (const Occurrences& in : one.where) shown += ", " + in.field + " " + std::to_string(in.count);
  return shown;
}

std::string Shown(const Verdict& verdict) {
  std::string shown = verdict.found ? "found:" : "not found:";
  if (verdict.match == Match::kAny) shown = "any " + shown;
  for (const Condition& one : verdict.conditions)
    shown += (one.holds ? " [yes " : " [no ") + one.text + "]";
  return shown;
}

TEST(Explanation, CountsOccurrencesByField) {
  std::vector<Paper> papers = Titled({"强化学习", "Graph networks", "别的"});
  papers[0].summary_zh = "强化学习的应用。";
  papers[1].summary_en = "A network of graphs is a graph network.";
  const TestIndex index(papers);
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"graph", "stem graph, title 1, summary 2"},
      {"强化", "word 强化, title 1, summary 1"},
      {"title:graph", "stem in title graph, title 1"},
      {"\"graph networks\"", "stem graph, title 1, summary 2"},
      {"graph OR xyzzy", "stem graph, title 1, summary 2"},
      {"netw*", "stem network, title 1, summary 2"},
  };
  for (const auto& [query, expected] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query, .explain = true});
    ASSERT_EQ(found.hits.size(), 1U) << query;
    std::vector<std::string> all;
    for (const Evidence& one : found.hits[0].evidence) all.push_back(Shown(one));
    EXPECT_NE(std::find(all.begin(), all.end(), expected), all.end())
        << query << ": " << ::testing::PrintToString(all);
  }
}

TEST(Explanation, AddsUpToTheScore) {
  const TestIndex index(CorpusPapers());
  for (const char* query : {"强化学习 推理", "基于强化学习的数学推理", "mixture of experts",
                            "GPT-4 reasoning", "\"混合专家\" 模型", "(推理 OR 代码) model -综述",
                            "transf*", "软件 硬件", "軟體 xyzzy code", "深度学习 neural xyzzy 网络",
                            "author:\"Zhihong Shao\" 数学", "DeepSeek-R1-Zero"}) {
    for (const Match match : {Match::kAuto, Match::kAny}) {
      const SearchResponse found =
          index.searcher().Search({.query = query, .match = match, .limit = 5, .explain = true});
      EXPECT_FALSE(found.hits.empty()) << query;
      for (const Hit& hit : found.hits) {
        double sum = 0;
        for (const Evidence& one : hit.evidence) sum += one.score;
        EXPECT_NEAR(sum, hit.score, 1e-6 * hit.score) << query << " " << hit.paper.id;
      }
    }
  }
}

TEST(Explanation, IsReturnedOnRequestOnly) {
  const TestIndex index(Titled({"检索"}));
  const SearchResponse plain = index.searcher().Search({.query = "检索"});
  EXPECT_TRUE(plain.hits[0].evidence.empty());
  EXPECT_EQ(plain.tree, "");
  EXPECT_EQ(index.searcher().Search({.query = "检索 -综述", .explain = true}).tree,
            "(and 检索 (not 综述))");
}

TEST(Explanation, ListsTheConditionsThatAPaperMeets) {
  std::vector<Paper> papers =
      Titled({"强化学习的推理", "推理综述", "Graph networks survey", "强化学习 数学"});
  papers[0].domains = {"推理能力"};
  papers[0].date = "2024-05";
  const TestIndex index(papers);
  struct Case {
    SearchRequest request;
    std::string id;
    std::string expected;
  };
  const Case cases[] = {
      {{.query = "强化学习 推理"}, "p1", "found: [yes 强化学习] [yes 推理]"},
      {{.query = "强化学习 推理"}, "p2", "not found: [no 强化] [no 学习] [yes 推理]"},
      {{.query = "推理 -综述"}, "p2", "not found: [yes 推理] [no (not 综述)]"},
      {{.query = "强化学习的数学推理"},
       "p4",
       "any found: [yes 强化] [yes 学习] [yes 数学] [no 推理]"},
      {{.query = "title:数学"}, "p1", "not found: [no (title 数学)]"},
      {{.query = "graph OR 推理"}, "p4", "not found: [no (or graph 推理)]"},
      {{.query = "\"推理综述\""}, "p1", "not found: [no \"推理综述\"]"},
      {{.query = "", .filters = {{"domain", "推理能力"}}},
       "p2",
       "not found: [no domain = 推理能力]"},
      {{.query = "推理",
        .filters = {{"domain", "推理能力", true}, {"lang", "zh"}},
        .since = "2024-06"},
       "p1",
       "not found: [yes 推理] [no domain is not 推理能力] [yes lang = zh] [no date = 2024-06..]"},
      {{.query = "什么是 推理 !!!"}, "p1", "found: [yes 推理]"},
      {{.query = "推理 xyzzy"}, "p1", "any found: [yes 推理] [no xyzzy]"},
  };
  for (const auto& [request, id, expected] : cases)
    EXPECT_EQ(Shown(index.searcher().WhyNot(request, id)), expected) << request.query << " " << id;
  EXPECT_TRUE(index.searcher().WhyNot({.query = "推理"}, "p1").known);
  EXPECT_FALSE(index.searcher().WhyNot({.query = "推理"}, "nobody").known);
  EXPECT_THROW(index.searcher().WhyNot({.query = "推理", .since = "x"}, "p1"), Error);
}

}  // namespace
}  // namespace dssearch
