#include "searcher/present/language.h"

#include <gtest/gtest.h>

#include <string_view>

namespace dssearch {
namespace {

TEST(LanguageTag, IsChineseWhereThereIsAHanCharacter) {
  struct Case {
    std::string_view text;
    std::string_view tag;
  };
  constexpr Case kCases[] = {{"强化学习", "zh"}, {"GRPO 与推理", "zh"}, {"𠀀", "zh"},
                             {"GRPO", "en"},     {"“GRPO”。", "en"},    {"", "en"}};
  for (const auto& [text, tag] : kCases) EXPECT_EQ(LanguageTag(text), tag) << text;
}

}  // namespace
}  // namespace dssearch
