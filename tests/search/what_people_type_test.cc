// What people type, and what they mean by it: a test for each habit that is no test elsewhere, from
// the query to the hits.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Found;
using testing::Ids;
using testing::Make;
using testing::TemporaryFolder;
using testing::TestIndex;

// An index of papers with a lexicon.
class TranslatingIndex {
 public:
  TranslatingIndex(const std::vector<Paper>& papers,
                   const std::vector<format::LexiconEntry>& lexicon)
      : path_(folder_ / "index") {
    indexer::IndexWriter writer(path_, indexer::IndexWriter::Mode::kUpdate);
    writer.AddTerms(lexicon);
    for (const Paper& paper : papers) writer.Put(paper, "test");
    writer.Publish();
    searcher_ = std::make_unique<Searcher>(path_);
  }

  const Searcher& searcher() const { return *searcher_; }

 private:
  TemporaryFolder folder_;
  std::string path_;
  std::unique_ptr<Searcher> searcher_;
};

// A lexicon that has learnt these lines, each of a Chinese term, a tab and an English one.
std::vector<format::LexiconEntry> Learnt(const std::string& lines) {
  return indexer::ReadLexicon("lines", lines, format::Origin::kLearnt);
}

// The terms that a search translated.
std::string Translated(const SearchResponse& response) {
  std::string terms;
  for (const TermExpansion& one : response.translations)
    terms += (terms.empty() ? "" : ", ") + one.term;
  return terms;
}

// How the ids of the hits begin.
struct Begins {
  const char* query;
  const char* ids;
};

TEST(WhatPeopleType, AnAddressIsNotTranslated) {
  const TranslatingIndex index(
      {Make("2402.01234", "Proofs by search"), Make("zh", "投稿网站的通知"),
       Make("cites", "Parsing", "", {}, "See https://arxiv.org/abs/1.")},
      Learnt("投稿\thttp\n网站\torg\n通知\thttps\n"));
  for (const char* query :
       {"https://arxiv.org/abs/2402.01234", "http://arxiv.org/pdf/2402.01234v2"}) {
    const SearchResponse found = index.searcher().Search({.query = query});
    EXPECT_EQ(Ids(found), "2402.01234") << query;
    EXPECT_EQ(Translated(found), "") << query;
  }
  const SearchResponse unknown =
      index.searcher().Search({.query = "https://arxiv.org/abs/2402.09999"});
  EXPECT_EQ(Ids(unknown).find("zh"), std::string::npos);
  EXPECT_EQ(Translated(unknown), "");
}

TEST(WhatPeopleType, ANameThatIsAStopWordIsAName) {
  const TestIndex index({
      Make("mention", "Adapters", "2026", {"Md Islam"},
           "We use Xiaoqing initialization as He did. Xiaoqing initialization helps."),
      Make("other", "Theory of mind", "2025", {"Xiaoqing Liu"}),
      Make("by", "Layers in groups", "2018", {"Yu Wu", "Xiaoqing He"}),
  });
  for (const char* query : {"Xiaoqing He", "He Xiaoqing", "He, Xiaoqing", "X. He"}) {
    const SearchResponse found = index.searcher().Search({.query = query});
    ASSERT_FALSE(found.hits.empty()) << query;
    EXPECT_EQ(found.hits[0].paper.id, "by") << query;
    EXPECT_EQ(Ids(index.searcher().Search({.query = query, .match = Match::kAll})), "by") << query;
  }
}

TEST(WhatPeopleType, APersonIsFoundByEitherName) {
  Paper zh = Make("zh record", "图像的标注", "2013", {"赵一明", "钱学知"});
  Paper en = Make("en record", "Annotation of images", "2013", {"Yiming Zhao", "Xuezhi Qian"});
  zh.doi = en.doi = "10.1000/two";
  const TestIndex index({
      Make("both", "Visual layers", "2015", {"Karl Maier", "Mei-Mei Li (李梅梅)"}),
      Make("by zh", "视觉的层次", "2012", {"李梅梅"}),
      Make("by en", "Depth", "2011", {"Mei-Mei Li"}),
      Make("tells", "李梅梅与视觉", "2020", {"王五"}),
      Make("tells too", "On Mei-Mei Li", "2020", {"Karl Maier"}),
      Make("another", "Graphs", "2019", {"Mei Li"}),
      zh,
      en,
      Make("later", "语言的标注", "2018", {"钱学知"}),
      Make("earlier", "Annotation of text", "2008", {"Xuezhi Qian"}),
  });
  const Begins cases[] = {
      {"李梅梅", "both by zh by en tells"},
      {"Mei-Mei Li", "both by en by zh tells too"},
      {"Li Mei-Mei", "both by en by zh tells too"},
      {"李梅梅 2011", "by en"},
      {"Mei-Mei Li 2012", "by zh"},
      {"钱学知", "later zh record earlier"},
      {"Xuezhi Qian", "en record earlier later"},
  };
  for (const auto& [query, ids] : cases)
    EXPECT_TRUE(Found(index.searcher(), query).starts_with(ids))
        << query << ": " << Found(index.searcher(), query);
  // By the field no paper that only tells of the author.
  const auto sorted = [&index](const std::string& query) {
    return Ids(index.searcher().Search({.query = query, .sort = Sort::kOldest}));
  };
  EXPECT_EQ(sorted("author:李梅梅"), "by en by zh both");
  EXPECT_EQ(sorted("author:\"Mei-Mei Li\""), "by en by zh both");
}

TEST(WhatPeopleType, TheAuthorsWhoAreAskedForAreNamed) {
  const TestIndex index({Make(
      "a", "Layers", "2018",
      {"Yu Wu", "Karl Maier", "Md Islam", "B. Tekin", "Anna Weber", "赵一明", "Jia-Ming Li"})});
  const struct {
    const char* query;
    const char* named;
  } cases[] = {
      {"Anna Weber", "Anna Weber"},
      {"Weber, A. layers 2018", "Anna Weber"},
      {"Weber et al., 2018", "Anna Weber"},
      {"赵一明 2018", "赵一明"},
      {"author:Tekin Anna Weber", "B. Tekin, Anna Weber"},
      {"zhao yiming", "赵一明"},
      {"Li Jiaming", "Jia-Ming Li"},
      {"layers -(Anna Weber)", ""},
      {"layers", ""},
  };
  for (const auto& [query, named] : cases) {
    const SearchResponse found =
        index.searcher().Search({.query = query, .match = Match::kAny, .limit = 1});
    std::string names;
    for (const Hit& hit : found.hits)
      for (const Snippet& snippet : hit.snippets)
        if (snippet.field == "author") names += (names.empty() ? "" : ", ") + snippet.text;
    EXPECT_EQ(names, named) << query;
  }
}

TEST(WhatPeopleType, AYearBesideWordsIsTheYearOfThePapers) {
  const TestIndex index({
      Make("want", "Instance masks", "2017", {"Xiaoqing He", "Anna Weber"}),
      Make("cites", "Pose prediction", "2018", {"B. Tekin"},
           "As [Kehl et al. 2017], Redmon et al. 2017 and others et al. 2017."),
      Make("call", "2013 call for papers", "2013", {}, "The 2013 call, December 2013."),
      Make("learns", "Representation of words", "2013", {"Karl Maier"}),
      Make("zh", "知识地图实证研究", "2010", {"钱学知"}),
      Make("zh2", "知识管理研究：2000-2010年的论文", "2012", {"钱学知"}),
  });
  const Begins cases[] = {
      {"Karl Maier 2013", "learns"},
      {"representation 2013", "learns"},
      {"words representation 2013", "learns"},
      {"He et al. 2017", "want"},
      {"(He et al., 2017)", "want"},
      {"钱学知 2010", "zh zh2"},
      {"知识 2010", "zh zh2"},
  };
  for (const auto& [query, ids] : cases)
    EXPECT_TRUE(Found(index.searcher(), query).starts_with(ids))
        << query << ": " << Found(index.searcher(), query);
}

TEST(WhatPeopleType, ACitationFindsItsPaper) {
  const TranslatingIndex index(
      {Make("zh", "城市绿地规划综述", "2021", {"赵一明", "钱学知"}),
       Make("zh2", "城市绿地规划", "2007", {"孙立"}),
       Make("en", "Gardens of cities", "2019", {"Anna Weber", "Karl Maier"}),
       Make("en2", "Gardens", "1999", {"Anna Weber"}), Make("j", "学报与会议", "2021"),
       Make("preprint", "预印本的页码", "2021")},
      Learnt("学报\tjournal\n会议\tconference\n预印本\tpreprint\n页码\tpages\n会议\tC\n"));
  const Begins cases[] = {
      {"[1] 赵一明, 钱学知, 孙立, 等. 城市绿地规划综述[J]. 园林, 2021, 44(3): 12-19.", "zh"},
      {"赵一明,钱学知,等.城市绿地规划综述[J].园林,2021,44(03):1999-2006.", "zh"},
      {"城市绿地规划[J]", "zh2"},
      {"Weber A, Maier K. Gardens of cities[C]//Proceedings of GARDEN. 2019: 1990-2005.", "en"},
      {"Weber A, et al. Gardens of cities[EB/OL]. arXiv preprint arXiv:2101.00001, 2019.", "en"},
      {"Anna Weber, and Karl Maier. 2019. Gardens of cities. In Proceedings of GARDEN, pages "
       "2001–2009.",
       "en"},
      {"Weber, A., & Maier, K. (2019). Gardens of cities. Gardening, 30(2), 1998–2008.", "en"},
      {"A. Weber and K. Maier, \"Gardens of the cities,\" in Proc. CVPR, 2019, pp. 1–10.", "en"},
      {"[J]", ""},
  };
  for (const auto& [query, ids] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query});
    EXPECT_TRUE(Ids(found).starts_with(ids)) << query << ": " << Ids(found);
    EXPECT_EQ(Translated(found), "") << query;
    const bool said = std::any_of(found.notes.begin(), found.notes.end(), [](const Note& note) {
      return note.kind == Note::Kind::kCitation;
    });
    EXPECT_EQ(said, *ids != '\0') << query;
  }
}

TEST(WhatPeopleType, DatesInWordsAreDates) {
  Paper says = Make("25", "检索方法之三：2024年竞赛题", "2025-05-01");
  says.summary_zh = "2024年2月的论文。";
  const TranslatingIndex index(
      {Make("24a", "检索方法之一", "2024-02-05"), Make("24b", "检索方法之二", "2024-08-01"), says,
       Make("23", "retrieval methods", "2023-03")},
      Learnt("检索\tretrieval\n"));
  const struct {
    const char* query;
    const char* ids;
    const char* dates;
  } cases[] = {
      {"检索 2024年2月", "24a", "2024-02"},
      {"2024年2月的论文", "24a", "2024-02"},
      {"2024年上半年 检索", "24a", "2024..2024-06"},
      {"2024Q1 检索", "24a", "2024..2024-03"},
      {"去年 检索", "25", "2025"},
      {"last year retrieval", "25", "2025"},
      {"2024年以来 检索", "24b 24a 25", "2024.."},
      {"retrieval since 2024", "24b 24a 25", "2024.."},
      {"2023-2024 检索", "24b 24a 23", "2023..2024"},
  };
  for (const auto& [query, ids, dates] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query, .today = "2026-11-30"});
    EXPECT_EQ(Ids(found), ids) << query;
    ASSERT_FALSE(found.notes.empty()) << query;
    ASSERT_EQ(found.notes[0].kind, Note::Kind::kWordIsDates) << query;
    EXPECT_EQ(found.notes[0].about[1], dates) << query;
  }
  EXPECT_TRUE(Found(index.searcher(), "检索 2024").starts_with("24b 24a"));
  // A year out of the range says that the words are no dates.
  EXPECT_EQ(
      index.searcher().Search({.query = "近三年 检索 2009", .today = "2026-11-30"}).notes[0].kind,
      Note::Kind::kSomeWords);
}

TEST(WhatPeopleType, AWrongCharacterIsCorrectedAndSaidSo) {
  Paper learning = Make("rl", "深度学习概述");
  learning.summary_zh = "深度学习的方法。";
  Paper library = Make("lib", "图书馆的文献检验");
  library.summary_zh = "文献检验。文献与检验。";
  const TestIndex index({learning, Make("ir", "文献检索系统"), library, Make("ml", "机器学习")});
  const struct {
    const char* query;
    const char* corrected;
    const char* ids;
  } cases[] = {
      {"深度学係", "深度学习", "rl"},  // By its sound, the last character too.
      {"深度学席", "深度学习", "rl"},
      {"文献检锁", "文献检索", "ir"},  // No other term with the same beginning.
  };
  for (const auto& [query, corrected, ids] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query});
    EXPECT_TRUE(Ids(found).starts_with(ids)) << query << ": " << Ids(found);
    EXPECT_EQ(found.suggestion, corrected) << query;
    EXPECT_TRUE(found.corrected) << query;
  }
}

TEST(WhatPeopleType, AnAbbreviationIsNoWordOfItsLetters) {
  std::vector<Paper> papers;
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    papers.push_back(
        Make("mps" + n, "Sampling of Markov processes " + n, "", {},
             "Markov processes (MPs) are flexible. We use MPs and show that MPs scale."));
    if (i >= 5) continue;
    papers.push_back(Make("cam" + n, "An MPS image sensor " + n, "", {}, "The MPS has pixels."));
    papers.push_back(Make("pers" + n, "Robots that watch " + n, "", {},
                          "We propose photonic echo readers (PER), a system. PER learns."));
    papers.push_back(Make("as" + n, "Adaptive sampling of trees " + n, "", {},
                          "Adaptive sampling (AS) takes labels. AS learns."));
  }
  papers.push_back(
      Make("cites", "Robots and trials", "", {}, "Errors per trial, as Miller et al. say."));
  const TestIndex index(papers);
  EXPECT_EQ(Translated(index.searcher().Search({.query = "MPs"})), "MPs");
  for (const char* query : {"MPS", "sampling as trials", "errors per trial", "Miller et al"})
    EXPECT_EQ(Translated(index.searcher().Search({.query = query})), "") << query;
  EXPECT_TRUE(Found(index.searcher(), "Miller et al").ends_with("cites"));
}

TEST(WhatPeopleType, AWordOfManySensesMeansTheOneBesideItsTerm) {
  std::vector<format::LexiconEntry> lexicon = indexer::SeedLexicon();
  for (format::LexiconEntry& entry : lexicon)
    if (entry.term == "综述")
      for (const char* other : {"review", "summary"})
        entry.translations.push_back({other, 0.4, 9, format::Origin::kLearnt});
  const TranslatingIndex index(
      {Make("survey", "A survey of graph neural networks"),
       Make("products", "Product review rating with graph neural networks: review features"),
       Make("texts", "Text summarization with graph neural networks: summary quality")},
      lexicon);
  const SearchResponse found = index.searcher().Search({.query = "图神经网络综述"});
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].paper.id, "survey");
  EXPECT_EQ(found.translations.back().added, std::vector<std::string>{"survey"});
}

TEST(WhatPeopleType, DatesThatLeaveNothingAreText) {
  const TestIndex index({Make("a", "Incidence of sepsis in hospitals"), Make("b", "Rivers"),
                         Make("c", "Roads", "2019")});
  EXPECT_EQ(Found(index.searcher(), "Sepsis incidence has fallen from 2009 to 2014."), "a");
  EXPECT_EQ(Found(index.searcher(), "roads since 2018"), "c");
}

// 什么是 asks what something is: the papers on that come as if it were asked for alone.
TEST(WhatPeopleType, WhatSomethingIsIsAskedForIt) {
  std::vector<Paper> papers = {
      Make("zh1", "知识管理的概念"),
      Make("zh2", "图书馆的知识管理", "", {}, "知识管理在图书馆。"),
      Make("zh3", "读者是知识的来源", "", {}, "管理是知识。"),
      Make("en1", "KM belief update and KM", "", {}, "KM is a logic. KM and KM again."),
      Make("en2", "Knowledge management in libraries"),
  };
  for (int i = 0; i < 20; ++i)
    papers.push_back(Make("x" + std::to_string(i), i % 2 == 0 ? "Rivers and roads" : "河流与道路"));
  const TranslatingIndex index(papers, Learnt("知识管理\tknowledge management\tKM\n"));
  const std::string asked = Found(index.searcher(), "知识管理");
  EXPECT_EQ(asked, "zh1 zh2 en2 en1 zh3");
  for (const char* query : {"什么是知识管理", "知识管理是什么"})
    EXPECT_EQ(Found(index.searcher(), query), asked) << query;
}

TEST(WhatPeopleType, WordsOfAnotherRegionCountAsThoseOfThePapers) {
  std::vector<Paper> papers = {Make("want", "城市社区用户参与的数据存储服务研究")};
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    papers.push_back(Make("zh" + n, "社区服务与用户的数据" + n));
    papers.push_back(Make("en" + n, "Services of a city " + n, "", {}, "City services."));
  }
  papers.push_back(Make("group", "使用者社群與資料儲存"));
  const TranslatingIndex index(papers, Learnt("城市\tcity\n服务\tservice\n"));
  const std::string found = Found(index.searcher(), "城市社群使用者參與的資料儲存服務研究");
  EXPECT_TRUE(found.starts_with("want")) << found;
}

TEST(WhatPeopleType, NamesOfAuthorsAreNotTranslated) {
  Paper tale = Make("tale", "先生的调研：刘国钧与章学诚");
  const TranslatingIndex index(
      {Make("yang", "Layers", "2020", {"Yang Liu", "Wei Wang"}),
       Make("zhang", "Graphs", "2021", {"Xu Zhang"}), Make("li", "Images", "2022", {"Mei-Mei Li"}),
       tale},
      Learnt("调研\tyang\n刘国钧\tliu\n先生\twang\n章学诚\tzhang\n李白\tli\n"));
  const Begins cases[] = {{"Yang Liu", "yang"},
                          {"Wei Wang", "yang"},
                          {"X. Zhang", "zhang"},
                          {"Mei-Mei Li", "li"},
                          {"Yang Liu layers", "yang"}};
  for (const auto& [query, ids] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query});
    EXPECT_EQ(Ids(found), ids) << query;
    EXPECT_EQ(Translated(found), "") << query;
  }
}

}  // namespace
}  // namespace dssearch
