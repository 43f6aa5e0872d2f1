#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "searcher/suggest/edit_distance.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;
using testing::Titled;

TEST(Spelling, CorrectsWordsOfLetters) {
  std::vector<Paper> papers = Titled({"Transformer models", "Vision transformers and attention",
                                      "A transformer", "Transforms", "Schrödinger bridges",
                                      "Retrieval", "The retriever", "神经网络 与 attention"});
  papers[0].authors = {"Zhihong Shao"};
  papers[0].domains = {"数学推理"};
  const TestIndex index(papers);
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"transfomer", "transformer"},
      {"Transfomer", "transformer"},
      {"tranfsormer", "transformer"},  // One swap of letters.
      {"transformer", ""},             // It is right.
      {"transforming", ""},            // The index has its stem.
      {"vision  transfomer -models", "vision  transformer -models"},
      {"title:transfomer attention", "title:transformer attention"},
      {"\"vision transfomers\"", "\"vision transformers\""},
      {"神经网络 atention", "神经网络 attention"},
      {"神经网络atention", "神经网络attention"},
      {"retreival attenton", ""},  // No paper has both corrections.
      {"retreival", "retrieval"},
      {"title:retrievl", "title:retrieval"},
      {"vison", "vision"},
      {"vixon", ""},  // A word of five letters is corrected by one edit at most.
      {"schrodiger", "schrodinger"},
      {"-transfomer retrieval", ""},  // Excluded words may be unknown.
      {"author:shaoo", ""},
      {"domain:transfomer", ""},
      {"id:transfomer", ""},
      {"xyzzy", ""},
      {"ttransformer", "transformer"},
      {"rat", ""},  // It is too short.
      {"", ""},
      {"\"(((", ""},
      {std::string(10000, 'a'), ""},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(index.searcher().Search({.query = query}).suggestion, expected) << query;
}

TEST(Spelling, CorrectsARareWordToAFrequentOne) {
  std::vector<Paper> papers(250, {.title = "Transformer"});
  papers.push_back({.title = "Transfomer"});
  papers.push_back({.title = "Transform"});
  for (std::size_t i = 0; i < papers.size(); ++i) papers[i].id = std::to_string(i);
  const TestIndex index(papers);
  EXPECT_EQ(index.searcher().Search({.query = "transfomer"}).suggestion, "transformer");
  EXPECT_EQ(index.searcher().Search({.query = "transform"}).suggestion, "");
}

TEST(Spelling, CorrectsHanWhenNothingIsFound) {
  const TestIndex index(Titled({"深度学习综述", "深度神经网络", "神经网络", "深入阅读"}));
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"深读学习", "深度学习"},
      {"神经网落", "神经网络"},
      {"量子计算", ""},
      {"深读学", ""},  // The run is too short to tell.
      {"神精网络", "神经网络"},
      {"深讀學習", "深度學習"},
      {"神经学习", ""},  // The index has a bigram of each character.
      {"深度学习", ""},
      {"鹦鹉", ""},
      {"综述 深读学习", "综述 深度学习"},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(index.searcher().Search({.query = query}).suggestion, expected) << query;
}

TEST(Spelling, LeavesWordsThatTheIndexHas) {
  const TestIndex index(Titled({"关于图书馆个性化服务的几点思考", "人性化的设计", "图书馆服务"}));
  // A title differs by one character, which is a part of a word that another paper has.
  EXPECT_EQ(index.searcher().Search({.query = "关于图书馆人性化服务的几点思考"}).suggestion, "");
  EXPECT_EQ(index.searcher().Search({.query = "关于图书馆个件化服务的几点思考"}).suggestion,
            "关于图书馆个性化服务的几点思考");
}

TEST(Spelling, CorrectsWordsFromTheirFirstLetterOn) {
  const TestIndex index(Titled({"Reinforcement learning of robots", "Graphs", "Rain forecasts"}));
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"einforcement", "reinforcement"},    // The first letter is left out,
      {"rreinforcement", "reinforcement"},  // typed twice,
      {"erinforcement", "reinforcement"},   // swapped with the second one,
      {"teinforcement", "reinforcement"},   // or another one,
      {"preinforcement", "reinforcement"},  // and one too many.
      {"einforcment robots", ""},           // Two edits are too many there.
      {"reinforcementlearning", "reinforcement learning"},
      {"reinforcementlearning robots", "reinforcement learning robots"},
      {"reinforce ment learning", "reinforcement learning"},
      {"of robots reinforcemen t", "of robots reinforcement"},
      {"rainforecasts", "rain forecasts"},
      {"rain fore casts", "rain forecasts"},
      {"rain, fore, casts", ""},  // It is two words.
      {"learning graphs", ""},    // No paper has both, and both are right.
      {"\"reinforce ment\"", "\"reinforcement\""},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(index.searcher().Search({.query = query}).suggestion, expected) << query;
}

TEST(Spelling, PrefersASlipOfTheHand) {
  std::vector<std::string> titles(20, "Relative safety of neural network designs");
  titles.emplace_back("Reactive safety of neural networks");
  const TestIndex index(Titled(titles));
  EXPECT_EQ(index.searcher().Search({.query = "recative"}).suggestion, "reactive");
  EXPECT_EQ(index.searcher().Search({.query = "reelative"}).suggestion, "relative");
  EXPECT_EQ(index.searcher().Search({.query = "recative designs"}).suggestion, "relative designs");
  EXPECT_EQ(index.searcher().Search({.query = "neural networsk"}).suggestion, "neural networks");
}

TEST(Spelling, CorrectsAFormThatNoPaperHas) {
  std::vector<std::string> titles(120, "Synthetic data");
  for (int i = 0; i < 30; ++i) titles.emplace_back("Synthesis of data");
  titles.emplace_back("Vision with synthetic data");
  titles.emplace_back("Polyhedral graphs");
  titles.emplace_back("Polyhedra");
  const TestIndex index(Titled(titles));
  struct Case {
    std::string query;
    std::string expected;
    bool corrected;
  };
  const Case cases[] = {
      {"synthesic data", "synthetic data", true},  // It has the stem of synthesis.
      {"synthesic vision", "synthetic vision", true},
      {"synthesis vision", "", false},  // Both words are right.
      {"polyhedraal", "", false},       // One paper more is no reason,
      {"polyhedraal graphs", "", false},
  };
  for (const auto& [query, expected, corrected] : cases) {
    const SearchResponse response = index.searcher().Search({.query = query});
    EXPECT_EQ(response.suggestion, expected) << query;
    EXPECT_EQ(response.corrected, corrected) << query;
  }
}

TEST(Spelling, CorrectsALetterInsideAFormOfAFrequentWord) {
  std::vector<std::string> titles(130, "Navigability of graphs");
  for (int i = 0; i < 200; ++i) titles.emplace_back("Navigating graphs");
  titles.emplace_back("Navigibility of trees");
  const TestIndex index(Titled(titles));
  const struct {
    std::string query;
    std::string expected;
    bool corrected;
  } cases[] = {
      {"navigibility", "navigability", true},  // One paper writes it so, and many its stem.
      {"navigubility graphs", "navigability graphs", true},
      {"navigability", "", false},
      {"navigators", "", false},  // It is another form.
  };
  for (const auto& [query, expected, corrected] : cases) {
    const SearchResponse response = index.searcher().Search({.query = query});
    EXPECT_EQ(response.suggestion, expected) << query;
    EXPECT_EQ(response.corrected, corrected) << query;
  }
}

TEST(Spelling, JoinsTwoWordsThatAreOne) {
  std::vector<std::string> titles(440, "Parks and gardens");
  for (int i = 0; i < 21; ++i) titles.emplace_back("BirdNet hears");
  for (int i = 0; i < 21; ++i) titles.emplace_back("Timelines of parks, time lines");
  for (int i = 0; i < 60; ++i) titles.emplace_back("Generate parks");
  titles.emplace_back("A bird in the net");
  titles.emplace_back("The bird net");
  titles.emplace_back("The gene and its rate");
  const TestIndex index(Titled(titles));
  const struct {
    std::string query;
    std::string expected;
    bool corrected;
  } cases[] = {
      {"bird net", "birdnet", true}, {"Bird Net hears", "birdnet hears", true},
      {"bird, net", "", false},      {"\"bird net\"", "", false},
      {"net bird", "", false},       {"time lines", "", false},  // As many papers write it so,
      {"gene rate", "", false},                                  // and this is in too many.
  };
  for (const auto& [query, expected, corrected] : cases) {
    const SearchResponse response = index.searcher().Search({.query = query});
    EXPECT_EQ(response.suggestion, expected) << query;
    EXPECT_EQ(response.corrected, corrected) << query;
  }
}

TEST(Spelling, CorrectsNamesThatSoundOrLookAlike) {
  std::vector<Paper> papers =
      Titled({"城市绿地研究", "园林规划", "公园", "平原", "均势", "未名湖的水", "位明"});
  papers[0].authors = {"邱未名"};
  papers[1].authors = {"邱未名", "汪洁"};
  papers[2].authors = {"邱位明"};
  papers[3].authors = {"圆林"};
  const TestIndex index(papers);
  const struct {
    std::string query;
    std::string expected;
    bool corrected;
  } cases[] = {
      {"丘未名", "邱未名", true},  // Two papers are by one of this name,
      {"邱末名", "邱未名", true},  // which is easily taken for this.
      {"丘未名 园林", "邱未名 园林", true},
      {"丘未名 平原", "", false},  // They have no paper on this.
      {"邱未名", "", false},
      {"邱位明", "", false},  // So another one is called.
      {"园林", "", false},    // It is a word.
      {"丘未茗湖", "", false},
      {"-丘未名 园林", "", false},
      {"\"丘未名\"", "", false},
  };
  for (const auto& [query, expected, corrected] : cases) {
    const SearchResponse response = index.searcher().Search({.query = query});
    EXPECT_EQ(response.suggestion, expected) << query;
    EXPECT_EQ(response.corrected, corrected) << query;
  }
}

TEST(Spelling, CorrectsAFunctionWordInATerm) {
  std::vector<std::string> titles(30, "联系与整合的理论");
  for (int i = 0; i < 30; ++i) titles.emplace_back("目录和目标：关联和情景");
  for (int i = 0; i < 21; ++i) titles.emplace_back("联合目录");
  titles.emplace_back("猫和狗");
  titles.emplace_back("联系目录学者");
  const TestIndex index(Titled(titles));
  const struct {
    std::string query;
    std::string expected;
  } cases[] = {
      {"联和目录", "联合目录"}, {"联合目录", ""},     {"猫和狗", ""},
      {"目录和目标", ""},       {"\"联和目录\"", ""},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(index.searcher().Search({.query = query}).suggestion, expected) << query;
}

TEST(Spelling, CorrectsRareWordsWhereNoPaperHasAll) {
  std::vector<std::string> titles(250, "Segmentation through networks");
  titles.emplace_back("Sgementation");
  titles.emplace_back("A trough");
  titles.emplace_back("Jumping robots");
  std::vector<Paper> papers = Titled(titles);
  papers.front().authors = {"Juming Xiong"};
  const TestIndex index(papers);
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"sgementation networks", "segmentation networks"},
      {"sgementation", ""},  // A paper has it, which is what is asked for.
      {"segmentation trough", "segmentation through"},
      {"juming robots", "jumping robots"},  // Nobody of this name writes about robots.
      {"juming segmentation", ""},
      {"juming robtos", "jumping robots"},
      {"juming segmentatoin", "juming segmentation"},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(index.searcher().Search({.query = query}).suggestion, expected) << query;
}

TEST(Spelling, TellsASlip) {
  struct Case {
    std::string typed;
    std::string meant;
    bool is_slip;
  };
  const Case cases[] = {
      {"netwrok", "network", true},
      {"netwok", "network", true},
      {"networkk", "network", true},
      {"etwork", "network", true},
      {"nnetwork", "network", true},
      {"entwork", "network", true},
      {"networ", "network", true},
      {"networka", "network", false},
      {"netxork", "network", false},
      {"xnetwork", "network", false},
      {"network", "network", false},
      {"netowkr", "network", false},
      {"", "n", true},
      {"", "", false},
      {"n", "", false},
  };
  for (const auto& [typed, meant, is_slip] : cases)
    EXPECT_EQ(IsSlip(typed, meant), is_slip) << typed << ' ' << meant;
}

TEST(Spelling, CorrectsHanThatLooksOrSoundsAlike) {
  std::vector<Paper> papers = Titled(
      {"图书馆数据分析方法", "图书馆数据分类方法", "图书馆数据分类标准", "未来网络", "拨款制度",
       "日本文学", "侧面像", "电商增值", "水文测量", "社会土壤调查", "拔河比赛", "现代汉语辩论"});
  papers[4].keywords_zh = {"拨款", "博弈论"};
  for (int i = 0; i < 20; ++i)
    papers.push_back({.id = "n" + std::to_string(i), .title = "共被引研究"});
  const TestIndex index(papers);
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"图书馆数据分折", "图书馆数据分析"},  // More titles have 分类.
      {"图书馆数据分西", "图书馆数据分析"},
      {"图书馆数据分王", ""},  // Either may be meant.
      {"图书馆数据分王方法", "图书馆数据分析方法"},
      {"末来网络", "未来网络"},  // The first character is wrong,
      {"位来网络", "未来网络"},
      {"天来网络", ""},
      {"王书馆数据分析方法", "图书馆数据分析方法"},  // in a long run any.
      {"拔款", "拨款"},                              // A keyword,
      {"博栾论", ""},
      {"搏弈论", ""},  // which no title has,
      {"曰本文学", "日本文学"},
      {"曰本", "日本"},  // a word,
      {"测面", "侧面"},
      {"侧量", "测量"},
      {"共被银", "共被引"},  // and what many titles have.
      {"熵增", ""},          // 商增 stands in a title, but is no term.
      {"水温", ""},          // It is a word, if not of this index.
      {"杜会士壤调查", ""},  // Two are too many.
      {"社会士壤调查", "社会土壤调查"},
      {"制度 拔款", "制度 拨款"},
      {"现代汉语辨论", "现代汉语辩论"},
      {"\"末来网络\"", ""},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(index.searcher().Search({.query = query}).suggestion, expected) << query;
}

// The recursive definition, for short words.
std::size_t SlowDistance(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  std::size_t best = std::min(SlowDistance(a.substr(1), b), SlowDistance(a, b.substr(1))) + 1;
  best = std::min(best, SlowDistance(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1));
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0])
    best = std::min(best, SlowDistance(a.substr(2), b.substr(2)) + 1);
  return best;
}

TEST(Spelling, MeasuresTheDistanceOfWords) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const auto draw = [&random] {
      std::string word(random() % 6, 'a');
      for (char& c : word) c = static_cast<char>('a' + random() % 3);
      return word;
    };
    const std::string a = draw();
    const std::string b = draw();
    for (const std::size_t limit : {0U, 1U, 2U})
      EXPECT_EQ(EditDistance(a, b, limit), std::min(SlowDistance(a, b), limit + 1))
          << a << ' ' << b;
  }
}

}  // namespace
}  // namespace dssearch
