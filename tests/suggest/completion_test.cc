#include <gtest/gtest.h>

#include <string>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

std::string Suggested(const Searcher& searcher, std::string_view prefix) {
  std::string all;
  for (const std::string& title : searcher.Suggest(prefix)) all += (all.empty() ? "" : "|") + title;
  return all;
}

TEST(Completion, CompleteTitles) {
  std::vector<Paper> papers = testing::Titled(
      {"Deep learning", "Deep reinforcement learning", "深度学习综述", "Learning to rank"});
  papers[3].title_zh = "排序学习";
  papers[3].date = "2024";
  const testing::TestIndex index(papers);
  const Searcher& searcher = index.searcher();
  EXPECT_EQ(Suggested(searcher, "de"), "deep|Deep learning|Deep reinforcement learning");
  EXPECT_EQ(Suggested(searcher, "deep rein"), "Deep reinforcement learning");
  EXPECT_EQ(Suggested(searcher, "learning de"), "Deep learning|Deep reinforcement learning");
  EXPECT_EQ(Suggested(searcher, "深度"), "深度学习综述");
  EXPECT_EQ(Suggested(searcher, "排序"), "排序学习");
  EXPECT_EQ(Suggested(searcher, "rank"), "Learning to rank");
  EXPECT_EQ(Suggested(searcher, "de lear"), "Deep learning|Deep reinforcement learning");
  EXPECT_EQ(searcher.Suggest("deep", std::size_t{1} << 32).size(), 2U);
  EXPECT_EQ(Suggested(searcher, "zzz"), "");
  EXPECT_EQ(Suggested(searcher, ""), "");
  EXPECT_EQ(Suggested(searcher, "\"(*"), "");
  EXPECT_EQ(searcher.Suggest("de", 1).size(), 1U);
}

TEST(Completion, CompleteKeywordsAndWords) {
  std::vector<Paper> papers = testing::Titled({"甲", "乙", "丙", "Retrieval of things"});
  papers[0].keywords_zh = {"强化学习", "推理"};
  papers[0].keywords_en = {"Reinforcement Learning", "reasoning"};
  papers[1].keywords_zh = {"强化学习", "强化反馈"};
  papers[1].keywords_en = {"reinforcement learning", "RLHF"};
  papers[2].summary_en = "Reinforced networks network the networked, and reinforce.";
  const testing::TestIndex index(papers);
  const Searcher& searcher = index.searcher();
  EXPECT_EQ(Suggested(searcher, "强"), "强化学习|强化反馈|强化");
  EXPECT_EQ(Suggested(searcher, "強化"), "强化学习|强化反馈");
  EXPECT_EQ(Suggested(searcher, "强化学"), "强化学习");
  EXPECT_EQ(Suggested(searcher, "reinf"), "Reinforcement Learning|reinforcement");
  EXPECT_EQ(Suggested(searcher, "reinforcement l"), "Reinforcement Learning");
  EXPECT_EQ(Suggested(searcher, "RL"), "RLHF");
  EXPECT_EQ(Suggested(searcher, "netw"), "network");  // One word of a stem is returned.
  EXPECT_EQ(Suggested(searcher, "re"),
            "Reinforcement Learning|reasoning|reinforcement|retrieval|Retrieval of things");
  EXPECT_EQ(searcher.Suggest("re", 2).size(), 2U);
}

TEST(Completion, HasOneSpellingOfATerm) {
  std::vector<Paper> papers = testing::Titled({"甲", "乙", "丙", "Graph Neural Networks", "戊"});
  papers[0].keywords_en = {"Graph Neural Network", "class imbalance", "case studies"};
  papers[1].keywords_en = {"graph neural networks", "class-imbalance", "Case Study"};
  papers[2].keywords_en = {"Graph-Neural Networks", "graph neural network", "corpus", "GANs"};
  papers[3].keywords_en = {"classes", "class", "graph neural networking"};
  papers[4].keywords_zh = {"圖神經網絡", "图神经网络"};
  const testing::TestIndex index(papers);
  struct Case {
    const char* prefix;
    const char* expected;
  };
  constexpr Case kCases[] = {
      {"graph neural n", "Graph Neural Network|graph neural networking"},
      {"graph neural network", "graph neural networking|graph neural networks"},
      {"case", "case studies"},
      {"class", "class imbalance|classes"},
      {"corp", "corpus"},
      {"图神", "圖神經網絡"},
      {"gan", "GANs"},
  };
  for (const auto& [prefix, expected] : kCases)
    EXPECT_EQ(Suggested(index.searcher(), prefix), expected) << prefix;
}

}  // namespace
}  // namespace dssearch
