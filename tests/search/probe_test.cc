// Queries that users of other search engines report as bugs: each of them fails in some engine.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

const TestIndex& Probes() {
  static const TestIndex index(testing::Titled({
      "基于强化学习的推理方法",                        // p1
      "使用BERT模型进行文本分类",                      // p2
      "Reinforcement learning for reasoning in LLMs",  // p3
      "強化學習與推理",                                // p4
      "卷积神经网络在ImageNet上的应用",                // p5
      "我们在GPT-4上评估",                             // p6
      "ＧＰＴ－４模型",                                // p7
      "注意力机制综述",                                // p8
      "时间序列异常检测，2024年",                      // p9
      "强调化学学习",                                  // p10
      "軟體工程中的程式碼生成",                        // p11
      "C++和C#代码生成",                               // p12
      "多头自注意力",                                  // p13
      "arXiv:2301.12345v2",                            // p14
      "Schrödinger方程",                               // p15
      "在GSM8K上达到92.3%",                            // p16
  }));
  return index;
}

// The ids that a query finds, by their numbers.
std::string IdsBy(const std::string& query) {
  std::vector<int> numbers;
  for (const Hit& hit : Probes().searcher().Search({.query = query, .limit = 100}).hits)
    numbers.push_back(std::stoi(hit.paper.id.substr(1)));
  std::sort(numbers.begin(), numbers.end());
  std::string set;
  for (const int number : numbers) set += (set.empty() ? "p" : " p") + std::to_string(number);
  return set;
}

TEST(Probe, FindsWhatTextsContain) {
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"强化学习", "p1 p4"},
      {"強化學習", "p1 p4"},
      {"\"强化学习\"", "p1 p4"},
      {"\"学习\"", "p1 p4 p10"},
      {"\"注意\"", "p8 p13"},
      {"注意", "p8 p13"},
      {"卷积", "p5"},
      {"\"积神\"", "p5"},
      {"\"蝶\"", ""},
      {"析", ""},
      {"网", "p5"},
      {"BERT", "p2"},
      {"2024", "p9"},
      {"ImageNet", "p5"},
      {"imagenet", "p5"},
      {"GPT-4", "p6 p7"},
      {"gpt4", "p6 p7"},
      {"ＧＰＴ４", "p6 p7"},
      {"gpt", "p6 p7"},
      {"异常", "p9"},
      {"異常", "p9"},
      {"schrodinger", "p15"},
      {"Schrödinger", "p15"},
      {"C++", "p12"},
      {"C#", "p12"},
      {"?", ""},
      {"\"", ""},
      {"\"强化学习", "p1 p4"},
      {"强化学习 推理", "p1 p4"},
      {"推理 强化学习", "p1 p4"},
      {"2301.12345", "p14"},
      {"2301.12345v2", "p14"},
      {"arXiv:2301.12345", "p14"},
      {"GSM8K", "p16"},
      {"92.3", "p16"},
      {"92.3%", "p16"},
  };
  for (const auto& [query, expected] : cases) EXPECT_EQ(IdsBy(query), expected) << query;
}

TEST(Probe, RanksAWordAboveABigramAcrossWords) {
  // 化学 is a bigram across two words in 强化学习, and a word in 强调化学学习.
  EXPECT_EQ(testing::Found(Probes().searcher(), "化学").substr(0, 3), "p10");
}

TEST(Probe, FindsRegionalVariants) {
  EXPECT_EQ(IdsBy("软件"), "p11");
  EXPECT_EQ(IdsBy("軟體"), "p11");
  EXPECT_EQ(IdsBy("代码"), IdsBy("程式碼"));
  EXPECT_EQ(IdsBy("代码"), "p11 p12");
}

}  // namespace
}  // namespace dssearch
