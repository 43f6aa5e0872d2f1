#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "searcher/text/analyzer.h"
#include "tests/text/analysis_to_string.h"

namespace dssearch::text {
namespace {

TEST(Analysis, IsAValueOfItsOwn) {
  Analysis copy;
  EXPECT_EQ(ToString(copy), "");
  EXPECT_EQ(copy.positions(), 0U);
  {
    Analyzer analyzer;
    std::string text = "GPT-4模型";
    const Analysis analysis = analyzer.Analyze(text);
    copy = analysis;
    text.assign(text.size(), 'x');
    analyzer.Analyze("something else");
  }
  EXPECT_EQ(ToString(copy), "=gpt-4 +gpt4 gpt|4|*模型 _模型 模~|型~");
  EXPECT_EQ(copy.folded(), "gpt-4模型");
  EXPECT_EQ(copy.positions(), 4U);
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST(Analysis, MapsTokensToTheOriginal) {
  const auto originals = [](std::string_view text) {
    Analyzer analyzer;
    const Analysis analysis = analyzer.Analyze(text);
    std::string out;
    for (const Token& token : analysis.tokens()) {
      const Span span = analysis.Original(token);
      if (!out.empty()) out += ' ';
      out += std::string(analysis.Text(token)) + '=';
      out += text.substr(span.begin, span.end - span.begin);
    }
    return out;
  };
  constexpr Case kCases[] = {
      {"用 GPT-4 。", "用=用 gpt-4=GPT-4 gpt4=GPT-4 gpt=GPT 4=4"},
      {"ＧＰＴ－４", "gpt-4=ＧＰＴ－４ gpt4=ＧＰＴ－４ gpt=ＧＰＴ 4=４"},
      {"強化", "强化=強化 强化=強化 强=強 化=化"},
      {"强\u200B化", "强化=强\u200B化 强化=强\u200B化 强=强\u200B 化=化"},
      {"Schro\u0308dinger!", "schrodinger=Schro\u0308dinger"},
      {"a\xFF"
       "b",
       "a=a b=b"},
      {"(C++)", "c++=C++ c=C"},
      {"don’t.", "don't=don’t dont=don’t don=don t=t"},
      {"10.1145/AB.", "10.1145/ab=10.1145/AB 10=10 1145=1145 ab=AB"},
      {"½", "1=½ 2=½"},
      {"Straße", "strasse=Straße"},
      // A character that folds to several with as many bytes in all.
      {"25℃", "25=25 c=℃"},
      {"⑴", "1=⑴"},
      {"x…y", "x=x y=y"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(originals(text), expected) << text;
}

}  // namespace
}  // namespace dssearch::text
