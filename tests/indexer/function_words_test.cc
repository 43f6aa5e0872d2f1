#include "indexer/lexicon/function_words.h"

#include <gtest/gtest.h>

namespace dssearch::indexer {
namespace {

TEST(FunctionWords, TermsBeginAndEndWithOthers) {
  const struct {
    const char* word;
    bool begin;
    bool end;
  } cases[] = {
      {"学习", true, true}, {"的", false, false},   {"用", false, false}, {"用户", true, true},
      {"不", true, false},  {"提出", false, true},  {"性", false, true},  {"中的", false, false},
      {"个人", true, true}, {"我们", false, false}, {"职能", true, true},
  };
  for (const auto& [word, begin, end] : cases) {
    EXPECT_EQ(EdgeOfChinese(word).begin, begin) << word;
    EXPECT_EQ(EdgeOfChinese(word).end, end) << word;
  }
  for (const char* word : {"the", "via", "http", "however", "al"})
    EXPECT_TRUE(IsEnglishFunctionWord(word)) << word;
  for (const char* word : {"network", "web", "state", "address space"})
    EXPECT_FALSE(IsEnglishFunctionWord(word)) << word;
}

TEST(RomanizedNames, Table) {
  const struct {
    const char* words;
    const char* zh;
    bool is_name;
  } cases[] = {
      {"wang", "先生", true},
      {"yang", "调研", true},
      {"zhang xuecheng", "章学诚", true},
      {"fei fei li", "李飞飞", true},
      {"li fei fei", "李飞飞", true},
      {"LIU guojun", "刘国钧", true},
      {"song jiang", "宋江", true},
      {"long range", "长距离", false},
      {"song", "歌曲", false},
      {"tang poetry", "唐诗", false},
      {"han dynasty", "汉代", false},
      {"wuhan", "武汉", false},
      {"game", "游戏", false},
      {"deep learning", "深度学习", false},
      {"LAN", "局域网", false},
      {"", "", false},
  };
  for (const auto& [words, zh, is_name] : cases)
    EXPECT_EQ(IsRomanizedName(words, zh), is_name) << words;
}

}  // namespace
}  // namespace dssearch::indexer
