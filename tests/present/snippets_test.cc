#include <gtest/gtest.h>

#include <string>

#include "dssearch/display_width.h"
#include "searcher/present/titles.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Marked;
using testing::TestIndex;

// The snippets of the only hit, "field: text", with 【】 around the marks.
std::string Snippets(const Paper& paper, const std::string& query, std::size_t cells = 200) {
  const TestIndex index({paper});
  const SearchResponse response =
      index.searcher().Search({.query = query, .match = Match::kAny, .snippet_cells = cells});
  std::string out;
  for (const Hit& hit : response.hits)
    for (const Snippet& snippet : hit.snippets)
      out += (out.empty() ? "" : " / ") + snippet.field + ": " + Marked(snippet);
  return out;
}

TEST(Snippets, MarkWhatMatches) {
  struct Case {
    std::string text;
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"本文用强化学习训练模型。", "强化学习",
       "本文用【强化学习】训练模型。"},  // Adjacent marks merge.
      {"本文用强化学习训练模型。", "学习 模型", "本文用强化【学习】训练【模型】。"},
      {"本文用強化學習訓練。", "强化学习", "本文用【強化學習】訓練。"},
      {"使用BERT模型。", "bert", "使用【BERT】模型。"},
      {"ＧＰＴ－４很强。", "gpt4", "【ＧＰＴ－４】很强。"},
      {"我们提出卷积网络。", "卷积", "我们提出【卷积】网络。"},
      {"多模态模型。", "\"模态\"", "多【模态】模型。"},
      {"别的文字。", "强化学习 别的", "【别的】文字。"},
  };
  for (const auto& [text, query, expected] : cases)
    EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_zh = text}, query),
              "summary_zh: " + expected)
        << query;
  EXPECT_EQ(
      Snippets({.id = "1", .title = "x", .summary_en = "We reason; reasoning helps."}, "reason"),
      "summary_en: We 【reason】; 【reasoning】 helps.");
  EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_en = "We reason; reasoning helps."},
                     "\"reasoning helps\""),
            "summary_en: We reason; 【reasoning helps】.");
  EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_en = "Schrödinger's cat."}, "schrodinger"),
            "summary_en: 【Schrödinger's】 cat.");
  EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_en = "A transformer."}, "transf*"),
            "summary_en: A 【transformer】.");
}

TEST(Snippets, MarkChineseByTheWordsOfTheText) {
  struct Case {
    std::string text;
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      // 化学 is the end of one word and the beginning of the next.
      {"本文讨论强化学习。", "强化学係", "本文讨论强化学习。"},
      {"强化学习用于化学。", "化学", "强化学习用于【化学】。"},
      {"强化学习。", "\"化学\"", "强【化学】习。"},
      {"技术和服务，以及和服。", "和服", "技术和服务，以及【和服】。"},
      // What is cut apart, or longer, or inside of a word, is marked.
      {"卷积神经网络。", "卷积", "【卷积】神经网络。"},
      {"研究生命科学。", "生命科学", "研究【生命科学】。"},
      {"强化学习。", "强化学习", "【强化学习】。"},
      {"求平方根。", "\"平方\"", "求【平方】根。"},
  };
  for (const auto& [text, query, expected] : cases)
    EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_zh = text}, query),
              "summary_zh: " + expected)
        << query;
}

TEST(Snippets, MarkASignAsItIsTyped) {
  const auto marked = [](const std::string& text, const std::string& query) {
    return Snippets({.id = "1", .title = "x", .summary_en = text}, query);
  };
  EXPECT_EQ(marked("An $\\alpha$ here.", "alpha"), "summary_en: An 【$\\alpha$】 here.");
  EXPECT_EQ(marked("An $\\alpha$-divergence.", "α-divergence"),
            "summary_en: An 【$\\alpha$-divergence】.");
  EXPECT_EQ(marked("The β-VAE.", "beta-VAE"), "summary_en: The 【β-VAE】.");
  EXPECT_EQ(marked("An $\\ell_1$-norm.", "l1-norm"), "summary_en: An 【$\\ell_1$-norm】.");
  EXPECT_EQ(marked("By $k$-means.", "k-means"), "summary_en: By 【$k$-means】.");
  EXPECT_EQ(marked("Spectral analy-\nsis.", "analysis"), "summary_en: Spectral 【analy- sis】.");
}

TEST(Snippets, ChooseTheMostTellingStretch) {
  const std::string filler = "这一句与问题没有任何关系，只是占些地方。";
  std::string text;
  for (int i = 0; i < 20; ++i) text += filler;
  text += "这里用强化学习做推理。";
  for (int i = 0; i < 20; ++i) text += filler;
  EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_zh = text}, "强化学习 推理", 30),
            "summary_zh: 这里用【强化学习】做【推理】。");
}

TEST(Snippets, SpeakTheLanguageOfTheQuery) {
  const Paper paper{.id = "1",
                    .title = "GRPO",
                    .title_zh = "组相对策略优化",
                    .summary_zh = "GRPO用于数学。",
                    .summary_en = "GRPO is for mathematics."};
  EXPECT_EQ(Snippets(paper, "GRPO 数学"), "summary_zh: 【GRPO】用于【数学】。 / title: 【GRPO】");
  EXPECT_EQ(Snippets(paper, "GRPO mathematics"),
            "summary_en: 【GRPO】 is for 【mathematics】. / title: 【GRPO】");
  EXPECT_EQ(Snippets(paper, "策略"), "summary_zh: GRPO用于数学。 / title_zh: 组相对【策略】优化");
}

TEST(Snippets, SpeakTheLanguageOfTheReader) {
  const TestIndex index({{.id = "both",
                          .title = "GRPO",
                          .title_zh = "组相对策略优化",
                          .summary_zh = "GRPO用于数学。",
                          .summary_en = "GRPO is for mathematics."},
                         {.id = "zh", .title = "纸", .summary_zh = "只有中文。"},
                         {.id = "en", .title = "Paper", .summary_en = "English alone."}});
  const auto snippets = [&index](const std::string& query, bool prefer_chinese) {
    std::string all;
    for (const Hit& hit :
         index.searcher().Search({.query = query, .prefer_chinese = prefer_chinese}).hits)
      all += (all.empty() ? "" : " / ") + hit.paper.id + ": " + hit.snippets.at(0).field;
    return all;
  };
  struct Case {
    const char* query;
    const char* zh;  ///< For a reader who prefers Chinese, and
    const char* en;  ///< for one who prefers English.
  };
  constexpr Case kCases[] = {
      {"", "both: summary_zh / en: summary_en / zh: summary_zh",
       "both: summary_en / en: summary_en / zh: summary_zh"},
      {"grpo", "both: summary_zh", "both: summary_en"},
      {"mathematics", "both: summary_en", "both: summary_en"},  // The Chinese text lacks it.
      {"数学", "both: summary_zh", "both: summary_zh"},
      {"id:both", "both: summary_zh", "both: summary_en"},
  };
  for (const auto& [query, zh, en] : kCases) {
    EXPECT_EQ(snippets(query, true), zh) << query;
    EXPECT_EQ(snippets(query, false), en) << query;
  }
}

TEST(Titles, BeginWithTheOneInTheReadersLanguage) {
  const auto titles = [](const Paper& paper, bool prefer_chinese) {
    std::string all;
    for (const ShownTitle& title : TitlesOf(paper, prefer_chinese))
      all += std::string(all.empty() ? "" : " / ") + std::string(title.field) + ": " + title.text;
    return all;
  };
  const Paper both{.id = "1", .title = "Paper", .title_zh = "纸"};
  EXPECT_EQ(titles(both, true), "title_zh: 纸 / title: Paper");
  EXPECT_EQ(titles(both, false), "title: Paper / title_zh: 纸");
  EXPECT_EQ(titles({.id = "1", .title_zh = "纸"}, false), "title_zh: 纸");
  EXPECT_EQ(titles({.id = "1"}, true), "id: 1");
}

TEST(Snippets, NameTheAuthorsWhoMatch) {
  const Paper paper{.id = "1",
                    .title = "x",
                    .authors = {"Daya Guo", "Wenfeng Liang", "W. Zhang", "梁文锋", "Liang, Wei"}};
  const TestIndex index({paper});
  const auto authors = [&index](const SearchRequest& request) {
    std::string all;
    for (const Hit& hit : index.searcher().Search(request).hits)
      for (const Snippet& snippet : hit.snippets)
        if (snippet.field == "author") all += Marked(snippet);
    return all;
  };
  struct Row {
    const char* query;
    const char* authors;
  };
  constexpr Row kRows[] = {
      {"author:guo", "【Daya Guo】"},
      {"author:\"Liang Wenfeng\"", "【Wenfeng Liang】"},
      {"author:\"W. Liang\"", "【Wenfeng Liang】【Liang, Wei】"},
      {"author:\"Wei Zhang\"", "【W. Zhang】"},
      {"author:文锋", "【梁文锋】"},
      {"author:guo OR author:zhang", "【Daya Guo】【W. Zhang】"},
      {"x -author:nobody", ""},
      {"x", ""},
  };
  for (const auto& [query, expected] : kRows)
    EXPECT_EQ(authors({.query = query}), expected) << query;
  EXPECT_EQ(authors({.filters = {{"author", "daya guo"}}}), "【Daya Guo】");
  EXPECT_EQ(authors({.query = "author:guo", .snippet_cells = 0}), "");
}

TEST(Snippets, NeverCutAWordOrAFormula) {
  std::string text = "We bound the loss by $\\alpha + \\beta_{1} \\cdot \\gamma$ for all learners.";
  for (std::size_t cells = 8; cells < 90; ++cells) {
    const std::string shown =
        Snippets({.id = "1", .title = "x", .summary_en = text}, "loss", cells);
    const bool whole = shown.find("$\\alpha + \\beta_{1} \\cdot \\gamma$") != std::string::npos;
    const bool none = shown.find('$') == std::string::npos;
    EXPECT_TRUE(whole || none) << cells << ": " << shown;
  }
  text = "强化学习模型推理";
  EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_zh = text}, "强化", 12),
            "summary_zh: 【强化】学习…");
}

TEST(Snippets, KeepToTheirLength) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "强化学习 and reasoning，";
  for (std::size_t cells = 20; cells < 120; ++cells) {
    const TestIndex index({{.id = "1", .title = "x", .summary_zh = text}});
    const SearchResponse response =
        index.searcher().Search({.query = "reasoning", .snippet_cells = cells});
    ASSERT_FALSE(response.hits.empty());
    ASSERT_FALSE(response.hits[0].snippets.empty());
    EXPECT_LE(DisplayWidth(response.hits[0].snippets[0].text), cells);
  }
}

// A long text is walked once, not once for each place that matches.
TEST(Snippets, AreMadeOfLongTextsToo) {
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += "混合专家 mixture of experts ";
  const std::string shown = Snippets({.id = "1", .title = "x", .summary_zh = text}, "混合", 20);
  EXPECT_EQ(shown, "summary_zh: 【混合】专家 mixture…");
}

TEST(Snippets, AreLeftOutWhenNotWanted) {
  EXPECT_EQ(Snippets({.id = "1", .title = "x", .summary_zh = "推理"}, "推理", 0), "");
  EXPECT_EQ(Snippets({.id = "1", .title = "推理"}, "推理"), "title: 【推理】");
}

}  // namespace
}  // namespace dssearch
