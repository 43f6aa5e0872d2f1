#include "dssearch/searcher.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Found;
using testing::Ids;
using testing::TestIndex;
using testing::Titled;

TEST(Searcher, FindsChineseAndEnglishWords) {
  const TestIndex index(
      Titled({"信息检索导论", "Deep learning for retrieval", "基于深度学习的信息检索"}));
  const Searcher& searcher = index.searcher();
  EXPECT_EQ(Found(searcher, "检索"), "p1 p3");
  EXPECT_EQ(Found(searcher, "深度学习 检索"), "p3");
  EXPECT_EQ(Found(searcher, "Retrieval"), "p2");
  EXPECT_EQ(Found(searcher, "learned"), "p2");
  EXPECT_EQ(Found(searcher, "导论 learning"), "p1 p2");  // No paper has both words.
  EXPECT_EQ(Found(searcher, "图像"), "");
}

TEST(Searcher, RanksTitlesAboveBodies) {
  std::vector<Paper> papers = Titled({"语言模型", "强化学习", "别的论文"});
  papers[0].summary_zh = "本文用强化学习训练语言模型，强化学习很有效。";
  papers[2].summary_zh = "本文讨论检索。";
  const TestIndex index(papers);
  EXPECT_EQ(Found(index.searcher(), "强化学习"), "p2 p1");
}

TEST(Searcher, RanksRepeatedWordsHigher) {
  // Two papers have each word, and one of them repeats glacier.
  std::vector<Paper> papers = Titled({"One", "Two", "Three", "Four"});
  papers[0].summary_en = "a robot is planned";
  papers[1].summary_en = "a glacier is planned";
  papers[2].summary_en = "a glacier for a glacier of the glacier";
  papers[3].summary_en = "a robot is built";
  const TestIndex index(papers);
  EXPECT_EQ(Found(index.searcher(), "glacier robot"), "p3 p2 p1 p4");
}

TEST(Searcher, UnderstandsTheQueryLanguage) {
  std::vector<Paper> papers = Titled({"Graph neural networks", "Neural graph matching",
                                      "混合专家模型", "专家的混合", "Transformer survey"});
  papers[0].authors = {"Zhihong Shao", "梁文锋"};
  papers[0].date = "2024-03";
  papers[1].authors = {"Wen Shao"};
  papers[2].domains = {"通用语言模型"};
  const TestIndex index(papers);
  const Searcher& searcher = index.searcher();
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"", "p1 p2 p3 p4 p5"},
      {"graph neural", "p1 p2"},
      {"\"graph neural\"", "p1"},
      {"\"neural network\"", ""},  // Quoted words match by their forms.
      {"neural network", "p1"},
      {"\"混合专家\"", "p3"},
      {"混合 专家", "p4 p3"},
      {"graph -matching", "p1"},
      {"-graph", "p3 p4 p5"},
      {"matching OR survey", "p5 p2"},
      {"(matching OR survey) graph", "p2 p5"},  // One has all, the other nearly as much.
      {"transf*", "p5"},
      {"title:survey", "p5"},
      {"author:shao", "p1 p2"},
      {"author:\"zhihong shao\"", "p1"},
      {"author:梁文锋", "p1"},
      {"shao graph", "p1 p2"},
      {"id:p4", "p4"},
      {"domain:通用语言模型", "p3"},
      {"date:2024", "p1"},
      {"lang:zh", "p3 p4"},
      {"?", ""},
  };
  for (const auto& [query, expected] : cases) EXPECT_EQ(Found(searcher, query), expected) << query;
}

TEST(Searcher, FindsAuthorsByInitialsAndInAnyOrder) {
  std::vector<Paper> papers = Titled({"a", "b", "c", "d", "e", "f"});
  papers[5].authors = {"Иван Петров"};
  papers[0].authors = {"Daya Guo", "Wenfeng Liang"};
  papers[1].authors = {"W. Liang"};
  papers[2].authors = {"Wei Liang", "Wenfeng Zhang"};
  papers[3].authors = {"梁文锋"};
  papers[4].authors = {"W. L. Zhao", "Liang, Wenfeng"};
  const TestIndex index(papers);
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"author:\"Wenfeng Liang\"", "p1 p2 p5"},
      {"author:\"Liang Wenfeng\"", "p1 p2 p5"},
      {"author:\"W. Liang\"", "p1 p2 p3 p5"},
      {"author:\"Wei Liang\"", "p2 p3"},
      {"author:liang", "p1 p2 p3 p5"},
      {"author:梁文锋", "p4"},
      {"author:文锋", "p4"},
      {"author:锋文", ""},
      {"author:(wenfeng guo)", "p1"},
      {"作者:Zhao", "p5"},
      {"author:\"И. Петров\"", "p6"},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(Ids(index.searcher().Search({.query = query, .match = Match::kAll})), expected)
        << query;
}

TEST(Searcher, SaysWhenItFallsBackToAnyWord) {
  const TestIndex index(Titled({"graph theory", "neural networks"}));
  const auto search = [&index](Match match) {
    return index.searcher().Search({.query = "graph networks", .match = match});
  };
  const SearchResponse widened = search(Match::kAuto);
  EXPECT_EQ(widened.match, Match::kAny);
  ASSERT_EQ(widened.notes.size(), 1U);
  EXPECT_EQ(widened.notes[0].text(), "no paper has all the words; these have some of them");
  EXPECT_EQ(Ids(search(Match::kAll)), "");
  EXPECT_TRUE(search(Match::kAny).notes.empty());
}

TEST(Searcher, SaysHowManyHaveAllTheWords) {
  const TestIndex index(Titled({"graph theory", "graph networks", "networks", "trees"}));
  const SearchResponse found = index.searcher().Search({.query = "graph networks"});
  EXPECT_EQ(Ids(found), "p2");
  ASSERT_EQ(found.notes.size(), 1U);
  EXPECT_EQ(found.notes[0].text(), "2 more have some of the words");
  // Those that score nearly as high are found, too.
  const TestIndex near(Titled({"graph networks and trees", "graph networks", "a tree", "rocks",
                               "oceans", "clouds", "rivers"}));
  const SearchResponse better = near.searcher().Search({.query = "graph networks trees"});
  EXPECT_EQ(Ids(better), "p1 p2");
  ASSERT_EQ(better.notes.size(), 2U);
  EXPECT_EQ(better.notes[0].text(), "1 have all the words, the others some of them");
  EXPECT_EQ(better.notes[1].text(), "1 more have some of the words");
  EXPECT_TRUE(index.searcher().Search({.query = "trees"}).notes.empty());
}

TEST(Searcher, RanksTheTypedFormAboveOthersOfItsStem) {
  const TestIndex index(Titled({"universal", "university", "logistic", "logistics", "transform",
                                "transformer", "animation", "animal"}));
  struct Case {
    std::string query;
    std::string first;
  };
  const Case cases[] = {{"university", "p2"}, {"universal", "p1"}, {"logistics", "p4"},
                        {"logistic", "p3"},   {"animal", "p8"},    {"transformer", "p6"}};
  for (const auto& [query, first] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query});
    ASSERT_FALSE(found.hits.empty()) << query;
    EXPECT_EQ(found.hits[0].paper.id, first) << query;
  }
}

TEST(Searcher, RanksByIdfWhenItFallsBackToAnyWord) {
  // A rare word scores more than two common ones.
  const TestIndex index(Titled({"rare", "common usual long title of many other things", "common",
                                "usual", "common x", "usual y", "common z"}));
  const std::string query = "rare common usual";
  EXPECT_EQ(Found(index.searcher(), query).substr(0, 5), "p1 p2");
  EXPECT_EQ(Found(index.searcher(), query),
            Ids(index.searcher().Search({.query = query, .match = Match::kAny})));
}

TEST(Searcher, FallsBackForWordsButNotFiltersPhrasesAndExclusions) {
  std::vector<Paper> papers = Titled(
      {"推理 模型", "推理 数学", "专家混合 网络", "混合 专家 系统", "mixture of experts", "of"});
  papers[0].domains = {"甲"};
  papers[1].domains = {"乙"};
  const TestIndex index(papers);
  const Searcher& searcher = index.searcher();
  EXPECT_EQ(Found(searcher, "xyzzy 推理 -数学"), "p1");
  EXPECT_EQ(Found(searcher, "xyzzy (推理 -数学)"), "p1");
  EXPECT_EQ(Found(searcher, "xyzzy (推理 domain:乙)"), "p2");
  EXPECT_EQ(Found(searcher, "\"专家混合\" xyzzy"), "p3");
  EXPECT_EQ(Found(searcher, "\"mixture of experts\" xyzzy"), "p5");
  EXPECT_EQ(Found(searcher, "\"mixture of xyzzy\" foobar"), "");
}

TEST(Searcher, InsistsOnFieldsBesideWordsAndOnAnd) {
  std::vector<Paper> papers = Titled({"graph networks", "robots", "graph robots", "diffusion"});
  papers[1].authors = {"Sergey Levine"};
  papers[2].authors = {"Sergey Levine", "Ada Li"};
  papers[3].authors = {"Ada Li"};
  const TestIndex index(papers);
  const std::pair<std::string, std::string> cases[] = {
      {"graph author:levine", "p3"},
      {"graph diffusion author:levine", "p3"},
      {"networks author:levine", ""},
      {"author:levine author:li", "p3"},
      {"title:graph diffusion", ""},
      {"title:graph networks diffusion", "p1"},
      {"title:(graph diffusion)", "p4 p1 p3"},  // Where all words are in the field, any is enough.
      {"graph diffusion", "p4 p1 p3"},
      {"graph AND diffusion", ""},
      {"graph AND robots", "p3"},
      {"GRAPH AND DIFFUSION", "p4 p1 p3"},  // As a title in capitals.
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(Ids(index.searcher().Search({.query = query})), expected) << query;
}

TEST(Searcher, TellsLongDomainsApart) {
  std::string stem;
  for (int i = 0; i < 80; ++i) stem += "长";
  std::vector<Paper> papers = Titled({"检索", "检索"});
  papers[0].domains = {stem + "甲"};
  papers[1].domains = {stem + "乙"};
  const TestIndex index(papers);
  EXPECT_EQ(Found(index.searcher(), "domain:" + stem + "甲"), "p1");
  EXPECT_EQ(Ids(index.searcher().Search({.query = "检索", .filters = {{"domain", stem + "乙"}}})),
            "p2");
}

TEST(Searcher, DoesNotRequireStopWords) {
  const TestIndex index(Titled({"大模型的幻觉", "幻觉研究", "The theory of graphs"}));
  EXPECT_EQ(Found(index.searcher(), "什么是幻觉"), "p2 p1");
  EXPECT_EQ(Found(index.searcher(), "what is a graph"), "p3");
  EXPECT_EQ(Found(index.searcher(), "the"), "p3");  // It is the only word.
}

TEST(Searcher, OrdersEqualHitsByDateThenId) {
  std::vector<Paper> papers = Titled({"检索", "检索", "检索", "检索"});
  papers[0].date = "2023";
  papers[2].date = "2024-05";
  papers[3].date = "2024-05";
  const TestIndex index(papers);
  const auto sorted = [&index](Sort sort) {
    return Ids(index.searcher().Search({.query = "检索", .sort = sort}));
  };
  EXPECT_EQ(sorted(Sort::kRelevance), "p3 p4 p1 p2");
  EXPECT_EQ(sorted(Sort::kNewest), "p3 p4 p1 p2");
  EXPECT_EQ(sorted(Sort::kOldest), "p1 p3 p4 p2");
}

TEST(Searcher, SortsByTitle) {
  std::vector<Paper> papers = Titled({"重庆检索", "Zebra 检索", "安徽检索", "alpha 检索",
                                      "Alpha 检索", "北京检索", "Émile 检索", "安徽检索"});
  papers.push_back({.id = "p0", .summary_zh = "检索"});
  const TestIndex index(papers);
  const auto sorted = [&index](std::size_t offset, std::size_t limit) {
    return Ids(index.searcher().Search(
        {.query = "检索", .sort = Sort::kTitle, .offset = offset, .limit = limit}));
  };
  EXPECT_EQ(sorted(0, 20), "p3 p8 p6 p1 p4 p5 p7 p2 p0");
  EXPECT_EQ(sorted(4, 3), "9/p4 p5 p7");
  EXPECT_EQ(sorted(20, 3), "9/");
}

TEST(Searcher, ShowsPages) {
  const TestIndex index(Titled({"检索", "检索", "检索"}));
  EXPECT_EQ(Ids(index.searcher().Search({.query = "检索", .limit = 2})), "3/p1 p2");
  EXPECT_EQ(Ids(index.searcher().Search({.query = "检索", .offset = 2, .limit = 2})), "3/p3");
  EXPECT_EQ(Ids(index.searcher().Search({.query = "检索", .offset = 3, .limit = 2})), "3/");
  EXPECT_EQ(Ids(index.searcher().Search({.query = "检索", .limit = 0})), "3/");
}

TEST(Searcher, ShowsNothingBeyondTheEnd) {
  const TestIndex index(Titled(std::vector<std::string>(40, "检索")));
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kTitle})
    for (const std::size_t offset : {std::size_t{40}, std::size_t{1} << 40, SIZE_MAX - 9, SIZE_MAX})
      EXPECT_EQ(Ids(index.searcher().Search(
                    {.query = "检索", .sort = sort, .offset = offset, .limit = 10})),
                "40/");
}

TEST(Searcher, ShowsDeepPages) {
  std::vector<Paper> papers(10'500);
  for (std::size_t i = 0; i < papers.size(); ++i) {
    papers[i].id = std::to_string(100'000 + i);
    papers[i].title = "deep page" + std::string(i % 7 == 0 ? " deep" : "");
  }
  const TestIndex index(papers);
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kTitle}) {
    std::set<std::string> seen;
    std::size_t shown = 0;
    for (std::size_t offset = 0; offset < papers.size(); offset += 1000) {
      const SearchResponse page = index.searcher().Search({.query = "\"deep page\"",
                                                           .sort = sort,
                                                           .offset = offset,
                                                           .limit = 1000,
                                                           .facets = {},
                                                           .snippet_cells = 0});
      shown += page.hits.size();
      for (const Hit& hit : page.hits) seen.insert(hit.paper.id);
    }
    EXPECT_EQ(shown, papers.size());
    EXPECT_EQ(seen.size(), papers.size());  // Each paper is on exactly one page.
  }
}

TEST(Searcher, GetsAPaperById) {
  std::vector<Paper> papers = Titled({"检索"});
  papers[0].id = std::string(900, 'x') + "1";  // It is longer than a term may be.
  papers.push_back({.id = std::string(900, 'x') + "2", .title = "推理"});
  const TestIndex index(papers);
  EXPECT_EQ(index.searcher().Get(papers[0].id), papers[0]);
  EXPECT_EQ(index.searcher().Get(papers[1].id), papers[1]);
  EXPECT_EQ(index.searcher().Get("x"), std::nullopt);
  EXPECT_EQ(index.searcher().size(), 2U);
}

TEST(Searcher, FindsSimilarPapers) {
  const TestIndex index(
      Titled({"Reinforcement learning for theorem proving", "Theorem proving with reinforcement",
              "图像分类", "Image retrieval"}));
  const auto similar = [&index](std::string_view id) {
    std::string ids;
    for (const Hit& hit : index.searcher().Similar(id)) ids += hit.paper.id + " ";
    return ids;
  };
  EXPECT_EQ(similar("p1"), "p2 ");
  EXPECT_EQ(similar("none"), "");
}

TEST(Searcher, FindsSimilarPapersOfTheWholeCorpus) {
  const std::vector<Paper> papers = testing::CorpusPapers();
  const TestIndex index(papers);
  for (const Paper& paper : papers) {
    const std::vector<Hit> similar = index.searcher().Similar(paper.id);
    EXPECT_GE(similar.size(), 5U) << paper.id;
    for (const Hit& hit : similar) EXPECT_NE(hit.paper.id, paper.id);
  }
  EXPECT_EQ(index.searcher().Similar("2401.02954", std::size_t{1} << 32).empty(), false);
}

TEST(Searcher, SeesAnUpdateAtItsNextSearch) {
  TestIndex index(Titled({"检索"}));
  EXPECT_EQ(Found(index.searcher(), "推理"), "");
  index.Update({{.id = "p2", .title = "推理"}});
  EXPECT_EQ(Found(index.searcher(), "推理"), "p2");
}

std::string ErrorOf(const std::string& path) {
  try {
    const Searcher searcher(path);
  } catch (const Error& e) {
    return std::string(e.what()) + " / " + e.hint();
  }
  return "no error";
}

TEST(Searcher, MissingIndexSaysHowToMakeOne) {
  EXPECT_EQ(ErrorOf("/nowhere/idx"),
            "no index at '/nowhere/idx' / make one: dsindex --index '/nowhere/idx' PATH");
  const testing::TemporaryFolder folder;
  const std::string path = folder.path().string();
  EXPECT_EQ(ErrorOf(path), "'" + path +
                               "' is not an index / name another folder, or "
                               "make an index there: dsindex --index '" +
                               path + "' PATH");
}

TEST(Searcher, AnswersAnyQueryQuickly) {
  const TestIndex index(Titled({"强化学习", "graph"}));
  std::string words;
  for (int i = 0; i < 10'000; ++i) words += "w" + std::to_string(i) + " ";
  std::string han;
  for (int i = 0; i < 350'000; ++i) han += "学";
  for (const std::string& query :
       {std::string("\"((("), words, han, std::string("a\0b", 3), std::string("\xED\xA0\x80 \xFF")})
    EXPECT_NO_THROW(index.searcher().Search({.query = query})) << query.substr(0, 40);
}

}  // namespace
}  // namespace dssearch
