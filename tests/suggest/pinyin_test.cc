#include "searcher/suggest/pinyin.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;
using testing::Titled;

std::vector<Paper> Papers() {
  std::vector<Paper> papers =
      Titled({"深度强化学习综述", "强化学习", "女性与策略", "银行的调查", "Banana plants of Xuexi",
              "先是西安", "强化管理", "Robots", "多智能体"});
  papers[1].keywords_zh = {"强化学习方法"};
  papers[3].authors = {"叶海林", "曾国藩"};
  papers[7].summary_zh = "以强化学习控制机器人。";
  return papers;
}

TEST(Pinyin, IsSuggestedWhereAWordHasNoPaper) {
  const TestIndex index(Papers());
  struct Case {
    std::string query;
    std::string suggestion;
  };
  const Case cases[] = {
      {"qianghuaxuexi", "强化学习"},
      {"qiang hua xue xi", "强化学习"},
      {"Qianghua Xuexi", "强化学习"},
      {"yehailin", "叶海林"},    // An author.
      {"ye hailin", ""},         // It is read as the author without a correction.
      {"zengguofan", "曾国藩"},  // It has another reading in names.
      {"nvxing", "女性"},
      {"celue", "策略"},
      {"yinhang", "银行"},
      {"xian", "西安"},  // It is two syllables; one alone is not enough.
      {"xi'an", ""},
      {"qiang", ""},
      {"xuexi", ""},   // It is a word of the index,
      {"banana", ""},  // which has no other meaning,
      {"robots qianghuaxuexi", "robots 强化学习"},
      {"duozhinengti guanli", ""},  // and no paper has both.
      {"shenduqianghuaxuexizongshu", "深度强化学习综述"},
      {"\"qianghuaxuexi\"", ""},
      {"title:qianghuaxuexi", ""},
      {"author:yehailin", ""},
      {"-qianghuaxuexi robots", ""},
      {"jisuanji", ""},
      {"qianghuaxuex", ""},
      {"强化 xue xi", "强化 学习"},
  };
  for (const auto& [query, suggestion] : cases) {
    const SearchResponse response = index.searcher().Search({.query = query});
    EXPECT_EQ(response.suggestion, suggestion) << query;
    EXPECT_EQ(response.corrected, !suggestion.empty()) << query;
  }
}

TEST(Pinyin, IsReadAsWhatMostPapersHave) {
  const TestIndex index(Titled({"王伟", "王伟", "网为", "仓库管理", "长苦"}));
  EXPECT_EQ(index.searcher().Search({.query = "wangwei"}).suggestion, "王伟");
  EXPECT_EQ(index.searcher().Search({.query = "wangwei", .correct = false}).total, 0);
  EXPECT_EQ(index.searcher().Search({.query = "wangwei", .correct = false}).suggestion, "王伟");
}

TEST(Pinyin, IsCompleted) {
  const TestIndex index(Papers());
  using Completions = std::vector<std::string>;
  struct Case {
    std::string typed;
    Completions completions;
  };
  const Case cases[] = {
      {"qianghuaxuexi", {"强化学习", "强化学习方法", "深度强化学习综述"}},
      {"qiang hua xue xi", {"强化学习", "强化学习方法", "深度强化学习综述"}},
      {"qianghuax", {"强化学", "强化学习方法", "深度强化学习综述", "强化学习"}},
      {"yehailin", {"叶海林"}},
      {"yehaili", {"叶海林"}},
      {"nvxin", {"女性", "女性与策略"}},
      {"xuex", {"xuexi", "Banana plants of Xuexi"}},  // A word begins so,
      {"xuexi", {"Banana plants of Xuexi"}},          // and one that the index has is no pinyin.
      {"ban", {"banana", "Banana plants of Xuexi"}},
      {"jisuanji", {}},
      {"qx", {}},
  };
  for (const auto& [typed, completions] : cases) {
    Completions found = index.searcher().Suggest(typed, 10);
    EXPECT_EQ(found, completions) << typed;
  }
}

TEST(Pinyin, IsCompletedBesideRarerWords) {
  using Completions = std::vector<std::string>;
  const TestIndex chinese(Titled({"学习", "学习论", "Xuexin"}));
  EXPECT_EQ(chinese.searcher().Suggest("xuexi", 4), (Completions{"学习", "学习论", "Xuexin"}));
  const TestIndex english(Titled({"学习", "Xuexin", "Xuexin Li"}));
  EXPECT_EQ(english.searcher().Suggest("xuexi", 4), (Completions{"xuexin", "Xuexin Li"}));
}

}  // namespace
}  // namespace dssearch
