#include "dssearch/display_width.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

TEST(DisplayWidth, IsTwoForWideNoneForMarksElseOne) {
  struct Case {
    std::string_view text;
    std::size_t cells;
  };
  constexpr Case kCases[] = {
      {"", 0},           {"abc", 3},     {"强化", 4},    {"GPT-4模型", 9}, {"ＧＰＴ", 6},
      {"，。", 4},       {"カナ", 4},    {"ｶﾅ", 2},  // These are half width.
      {"한국", 4},       {"é", 1},       {"e\u0301", 1}, {"\u0301", 0},    {"强\u0301", 2},
      {"强\u200B化", 4}, {"\uFEFFa", 1}, {"ภา", 2},      {"กี่", 1},         {"α—…", 3},
      {"𠀀", 2},         {"😀", 2},       {"\xFF", 1},    {"\xE5\xBC", 1},  {"\xED\xA0\x80", 3},
  };
  for (const auto& [text, cells] : kCases) EXPECT_EQ(DisplayWidth(text), cells) << text;
}

TEST(DisplayWidth, CutsToAWidth) {
  struct Case {
    std::string_view text;
    std::size_t cells;
    std::string_view expected;
  };
  constexpr Case kCases[] = {
      {"", 0, ""},
      {"", 5, ""},
      {"abc", 0, ""},
      {"abc", 2, "ab"},
      {"abc", 3, "abc"},
      {"abc", 100, "abc"},
      {"强化", 1, ""},
      {"强化", 2, "强"},
      {"强化", 3, "强"},
      {"强化", 4, "强化"},
      {"a强b", 2, "a"},
      {"a强b", 3, "a强"},
      {"e\u0301a", 1, "e\u0301"},  // A mark stays with its letter.
      {"\u0301a", 0, "\u0301"},
      {"强\xE5\xBC", 2, "强"},
      {"强\xE5\xBC", 3, "强\xE5\xBC"},
  };
  for (const auto& [text, cells, expected] : kCases)
    EXPECT_EQ(CutToWidth(text, cells), expected) << text << " to " << cells;
}

TEST(DisplayWidth, CutsAtTheLastPossibleCodePoint) {
  constexpr std::string_view kFragments[] = {"a", "强",   "\u0301",   "，", "é",
                                             "😀", "\xFF", "\xE5\xBC", "ｶ",  "\u200B"};
  std::mt19937 random(1);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n)
      text += kFragments[random() % std::size(kFragments)];
    for (std::size_t cells = 0; cells <= DisplayWidth(text) + 1; ++cells) {
      const std::string_view cut = CutToWidth(text, cells);
      ASSERT_EQ(cut, text.substr(0, cut.size()));
      ASSERT_LE(DisplayWidth(cut), cells) << text;
      if (cut.size() == text.size()) continue;
      std::size_t next = cut.size();
      text::Next(text, next);
      ASSERT_GT(DisplayWidth(text.substr(0, next)), cells) << text;
    }
  }
}

}  // namespace
}  // namespace dssearch
