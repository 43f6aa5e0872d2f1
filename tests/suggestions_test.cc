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

TEST(Suggestions, CompleteTitles) {
  std::vector<Paper> papers = testing::Titled(
      {"Deep learning", "Deep reinforcement learning", "深度学习综述", "Learning to rank"});
  papers[3].title_zh = "排序学习";
  papers[3].date = "2024";
  const testing::TestIndex index(papers);
  const Searcher& searcher = index.searcher();
  EXPECT_EQ(Suggested(searcher, "de"), "Deep learning|Deep reinforcement learning");
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

}  // namespace
}  // namespace dssearch
