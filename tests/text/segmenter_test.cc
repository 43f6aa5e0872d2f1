#include "searcher/text/segmenter.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/text/code_points.h"

namespace dssearch::text {
namespace {

struct Case {
  std::string_view run;
  std::string_view words;
};

std::string Words(Segmenter& segmenter, std::string_view run) {
  std::string out;
  for (const Span& word : segmenter.Words(run)) {
    if (!out.empty()) out += '|';
    out += run.substr(word.begin, word.end - word.begin);
  }
  return out;
}

TEST(Segmenter, FindsWords) {
  constexpr Case kCases[] = {
      {"", ""},
      {"强", "强"},
      {"深度学习用于信息检索", "深度|学习|用于|信息|检索"},
      {"强化学习", "强化|学习"},
      {"平方根", "平方根"},
      // Some words are missed, so the analyzer does not rely on words alone.
      {"卷积神经网络", "卷|积|神经|网络"},
      {"ภาษาไทย", "ภาษา|ไทย"},
      {"カタカナ", "カタカナ"},
      {"𠀀𠀁", "𠀀|𠀁"},
  };
  Segmenter segmenter;
  for (const auto& [run, words] : kCases) EXPECT_EQ(Words(segmenter, run), words) << run;
}

TEST(Segmenter, FindsTheSameWordsAgain) {
  Segmenter segmenter;
  EXPECT_EQ(Words(segmenter, "信息检索"), "信息|检索");
  EXPECT_EQ(Words(segmenter, "强"), "强");
  EXPECT_EQ(Words(segmenter, "信息检索"), "信息|检索");
  Segmenter moved = std::move(segmenter);
  EXPECT_EQ(Words(moved, "信息检索"), "信息|检索");
}

TEST(Segmenter, LeavesNoGapsAndCutsNoCodePoint) {
  constexpr std::string_view kCharacters[] = {"强", "化", "学", "习", "的", "信", "息", "检", "索",
                                              "平", "方", "根", "𠀀", "々", "カ", "ー", "の", "ภ",
                                              "า",  "ษ",  "ไ",  "ท",  "ย",  "က",  "ㄅ", "〇"};
  std::mt19937 random(1);
  Segmenter segmenter;
  for (int round = 0; round < 2'000; ++round) {
    std::string run;
    for (std::size_t n = 1 + random() % 40; n > 0; --n)
      run += kCharacters[random() % std::size(kCharacters)];
    std::size_t end = 0;
    for (const Span& word : segmenter.Words(run)) {
      ASSERT_EQ(word.begin, end) << run;
      ASSERT_LT(word.begin, word.end) << run;
      end = word.end;
      ASSERT_LE(end, run.size()) << run;
      ASSERT_TRUE(IsValid(std::string_view(run).substr(word.begin, end - word.begin))) << run;
    }
    ASSERT_EQ(end, run.size()) << run;
  }
}

TEST(Segmenter, TakesAMegabyte) {
  std::string run;
  while (run.size() < 1 << 20) run += "信息检索";
  Segmenter segmenter;
  EXPECT_EQ(segmenter.Words(run).size(), run.size() / 6);
}

}  // namespace
}  // namespace dssearch::text
