// What a lexicon is learnt from, and what it cannot be made to learn.

#include "indexer/lexicon/lexicon_learner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/lexicon/lexicon_merge.h"
#include "searcher/format/lexicon.h"
#include "tests/indexer/lexicon_papers.h"

namespace dssearch {
namespace {

using format::LexiconEntry;
using format::Origin;
using indexer::LexiconLearner;
using testing::KeywordedPaper;
using testing::TeachingPapers;
using testing::TranslationsOf;

std::vector<LexiconEntry> Learn(const std::vector<Paper>& papers) {
  LexiconLearner learner;
  for (const Paper& paper : papers) learner.Add(paper);
  return learner.Finish();
}

// Papers with these summaries and nothing else.
std::vector<Paper> Summarized(std::string Paper::*summary, const std::vector<std::string>& texts) {
  std::vector<Paper> papers;
  for (const std::string& text : texts) {
    Paper& paper = papers.emplace_back();
    paper.id = "s" + std::to_string(papers.size());
    paper.*summary = text;
  }
  return papers;
}

TEST(LexiconLearner, LearnsFromAlignedKeywordsInBothDirections) {
  const std::vector<LexiconEntry> entries = Learn(TeachingPapers());
  EXPECT_EQ(TranslationsOf(entries, "联邦学习"), "federated learning");
  EXPECT_EQ(TranslationsOf(entries, "federated learning"), "联邦学习");
  EXPECT_EQ(TranslationsOf(entries, "差分隐私"), "differential privacy");
  EXPECT_EQ(TranslationsOf(entries, "邦学"), "") << "a part of a term is no term";
}

// Papers of which each has two of these terms for keywords, in both languages, and in its title.
std::vector<Paper> PapersOn(const std::vector<std::pair<std::string, std::string>>& terms) {
  std::vector<Paper> papers;
  for (std::size_t i = 0; i < terms.size(); ++i)
    for (std::size_t k = 0; k < terms.size(); ++k) {
      const auto& [zh, en] = terms[i];
      const auto& [zh2, en2] = terms[k];
      Paper& paper = papers.emplace_back(KeywordedPaper(
          static_cast<int>(papers.size()), {zh, zh2, "其" + std::to_string(papers.size())},
          {en, en2, "z" + std::string(papers.size(), 'z')}));
      paper.title = zh + "对" + zh2 + "的影响";
    }
  return papers;
}

TEST(LexiconLearner, CutsNoKeyword) {
  // Their first or last characters are words of their own elsewhere.
  const std::vector<std::pair<std::string, std::string>> terms = {
      {"用户画像", "User portrait"},
      {"个人隐私", "Personal privacy"},
      {"能源政策", "Energy policy"},
      {"会计准则", "Accounting standard"},
      {"现代汉语", "Modern Chinese"},
      {"取证技术", "Forensic technology"},
      {"由来已久", "Long-standing"},
      {"为人民服务", "Serving the people"},
      {"本能", "Instinct"},
      {"工会", "Trade union"},
      {"光的作用", "Effect of light"},
      {"Web2.0服务", "Web 2.0 service"},
      {"3D打印机", "3D printer"},
      {"可能性", "Possibility"},
      {"中国数学会", "Mathematical society of China"}};
  const std::vector<LexiconEntry> entries = Learn(PapersOn(terms));
  std::set<std::string> learnt;
  for (const LexiconEntry& entry : entries) learnt.insert(entry.term);
  for (const auto& [zh, en] : terms) {
    EXPECT_EQ(TranslationsOf(entries, zh).substr(0, en.size()).size(), en.size()) << zh;
    EXPECT_TRUE(TranslationsOf(entries, en).starts_with(zh))
        << en << ": " << TranslationsOf(entries, en);
  }
  for (const char* part : {"户画像", "人隐私", "源政策", "计准则", "代汉语", "证技术", "来已久",
                           "人民服", "中国数学", "可能", "服务", "d printer", "web"})
    EXPECT_FALSE(learnt.contains(part)) << part;
}

TEST(LexiconLearner, CutsNoWordOfATextThatIcuDoesNotKnow) {
  const std::vector<LexiconEntry> entries = Learn(Summarized(
      &Paper::summary_zh, {"支持工具调用（tool calling）", "提出工具调用（tool calling）",
                           "和工具调用（tool calling）", "采用有效地平衡（balancing）的方法",
                           "能有效地平衡（balancing）", "可有效地平衡（balancing）"}));
  EXPECT_EQ(TranslationsOf(entries, "tool calling"), "工具调用");
  EXPECT_EQ(TranslationsOf(entries, "balancing").find("地平衡"), std::string::npos);
}

TEST(LexiconLearner, LearnsNoNamesFunctionWordsOrAddresses) {
  const std::vector<std::pair<std::string, std::string>> names = {{"张小明", "Zhang Xiaoming"},
                                                                  {"王先生", "Mr. Wang"},
                                                                  {"李白", "Li Bai"},
                                                                  {"刘国", "LIU Guo"},
                                                                  {"宋江", "Song Jiang"},
                                                                  {"调研", "Yang"},
                                                                  {"通过", "via"},
                                                                  {"投稿", "http"},
                                                                  {"等人", "et al."}};
  std::vector<Paper> papers = PapersOn(names);
  for (int i = 0; i < 40; ++i) {
    Paper& paper = papers.emplace_back();
    paper.id = "u" + std::to_string(i);
    paper.title_zh = (i % 2 == 0 ? "代码公开" : "方法比较") + std::to_string(i);
    paper.summary_en = i % 2 == 0 ? "Found at https://code.example.org/qqq" + std::to_string(i)
                                  : "We compare. " + std::to_string(i);
  }
  const std::vector<LexiconEntry> entries = Learn(papers);
  for (const char* word :
       {"zhang", "wang", "li", "liu", "zhang xiaoming", "li bai", "liu guo", "song jiang", "yang",
        "via", "http", "https", "et al", "code", "example", "org"})
    EXPECT_EQ(TranslationsOf(entries, word), "") << word;
}

TEST(LexiconLearner, TellsAbbreviationsFromWordsAndPlurals) {
  std::vector<std::string> texts;
  for (int i = 0; i < 4; ++i) {
    const std::string number = std::to_string(i);
    texts.push_back("Vision in action (ViA) learns via experiments, " + number);
    texts.push_back("Gaussian processes (GPs) are flexible, " + number);
    texts.push_back("A Gaussian process (GP) is flexible, " + number);
    texts.push_back("The global positioning system (GPS) positions, " + number);
    texts.push_back("Its mean average precision (MAP) on a map, " + number);
    texts.push_back("The map shows a place on a map, " + number);
  }
  const std::vector<LexiconEntry> entries =
      indexer::MergeEntries(Learn(Summarized(&Paper::summary_en, texts)));
  const auto of_key = [&](const std::string& key) {
    std::string out;
    for (const LexiconEntry& entry : entries)
      if (entry.key == key) out = entry.term + " = " + entry.translations.front().text;
    return out;
  };
  EXPECT_EQ(of_key("gp"), "GP = gaussian process");
  EXPECT_EQ(of_key("gps"), "GPS = global positioning system");
  EXPECT_EQ(of_key("gaussian process"), "gaussian process = GP");
  // What is a word, too, is found as it is written, and is no translation.
  EXPECT_EQ(of_key("via"), "");
  EXPECT_EQ(of_key("ViA"), "ViA = vision in action");
  EXPECT_EQ(of_key("map"), "");
  EXPECT_EQ(of_key("MAP"), "MAP = mean average precision");
  EXPECT_EQ(of_key("vision in action"), "");
}

TEST(LexiconLearner, OneLetterInAnotherCaseIsARareSense) {
  std::vector<std::string> texts;
  for (int i = 0; i < 12; ++i)
    texts.push_back("Sparse query planning (SQP) plans, " + std::to_string(i));
  for (int i = 0; i < 2; ++i) texts.push_back("Square pear trees (SqP) bear, " + std::to_string(i));
  const std::vector<LexiconEntry> entries = Learn(Summarized(&Paper::summary_en, texts));
  EXPECT_EQ(TranslationsOf(entries, "SQP"), "sparse query planning");
  EXPECT_EQ(TranslationsOf(entries, "square pear trees"), "");
}

TEST(LexiconLearner, HalfATermIsNoTranslation) {
  std::vector<Paper> papers;
  for (int i = 0; i < 6; ++i) {
    const std::string number = std::string(static_cast<std::size_t>(i) + 1, 'z');
    papers.push_back(KeywordedPaper(i, {"非物质遗产", "数" + std::to_string(i)},
                                    {"Intangible cultural heritage", number}));
    papers.push_back(KeywordedPaper(10 + i,
                                    {i % 2 == 0 ? "物质" : "遗产", "号" + std::to_string(i)},
                                    {i % 2 == 0 ? "Matter" : "Heritage", "y" + number}));
  }
  const std::vector<LexiconEntry> entries = Learn(papers);
  EXPECT_EQ(TranslationsOf(entries, "非物质遗产"), "intangible cultural heritage");
  EXPECT_EQ(TranslationsOf(entries, "物质"), "matter");
  EXPECT_EQ(TranslationsOf(entries, "intangible cultural heritage"), "非物质遗产");
}

TEST(LexiconLearner, NoWordOfAKeywordStandsForAllOfIt) {
  // Small is what the two English keywords share.
  std::vector<Paper> papers;
  for (int i = 0; i < 8; ++i)
    papers.push_back(
        KeywordedPaper(i, {"中小企业", "数" + std::to_string(i)},
                       {i % 2 == 0 ? "Small and medium enterprises" : "Small businesses",
                        std::string(static_cast<std::size_t>(i) + 1, 'z')}));
  const std::vector<LexiconEntry> entries = Learn(papers);
  EXPECT_EQ(TranslationsOf(entries, "small"), "");
  EXPECT_NE(TranslationsOf(entries, "中小企业").find("small businesses"), std::string::npos);
}

TEST(LexiconLearner, LearnsFromBracketsWhereTheTermBegins) {
  const std::vector<LexiconEntry> entries =
      Learn(Summarized(&Paper::summary_zh, {"采用联邦学习（federated learning）训练",
                                            "基于联邦学习（federated learning）",
                                            "研究了联邦学习（federated learning）的隐私"}));
  EXPECT_EQ(TranslationsOf(entries, "联邦学习"), "federated learning");
}

TEST(LexiconLearner, TheEndOfALongNameHasNotItsAbbreviation) {
  // Others are called 文献中心, too, and the whole name is too long to be learnt.
  const std::vector<LexiconEntry> entries = Learn(Summarized(
      &Paper::summary_zh,
      {"访问国家城市公园园林文献中心（GLCX）", "在国家城市公园园林文献中心（GLCX）查找",
       "国家城市公园园林文献中心（GLCX）的目录", "北方文献中心（archive）", "海洋文献中心（house）",
       "文献中心（office）", "采用绿地变化指数（GCQ）", "利用绿地变化指数（GCQ）",
       "公园绿地变化指数（GCQ）", "运用绿地变化指数（GCQ）"}));
  EXPECT_EQ(TranslationsOf(entries, "GLCX"), "");
  EXPECT_EQ(TranslationsOf(entries, "GCQ"), "绿地变化指数");
}

TEST(LexiconLearner, LearnsWhatAbbreviationsStandFor) {
  const std::vector<LexiconEntry> entries = Learn(Summarized(
      &Paper::summary_en,
      {"We train a mixture of experts (MoE).", "Mixtures: an MoE (mixture of experts) layer.",
       "Of the ministry of education (MoE).", "A mixture of experts (MoE), sparse.",
       "Only here: a rare long name (RLN)."}));
  EXPECT_EQ(TranslationsOf(entries, "MoE"), "mixture of experts");
  EXPECT_EQ(TranslationsOf(entries, "mixtures of experts"), "MoE");
  EXPECT_EQ(TranslationsOf(entries, "RLN"), "");
  EXPECT_DOUBLE_EQ(entries.front().translations.front().strength, 0.8 * 3 / 4);
}

TEST(LexiconLearner, KnowsWhereTermsBegin) {
  // 提出中医 keeps closer company with TCM than 中医, which others name, too.
  const std::vector<LexiconEntry> entries = Learn(
      Summarized(&Paper::summary_zh,
                 {"估计不确定性（uncertainty）", "其不确定性（uncertainty）",
                  "提出不确定性（uncertainty）度量", "提出中医（TCM）方法", "提出中医（TCM）模型",
                  "提出中医（TCM）系统", "针对中医（TCM）", "研究中医（TCM）",
                  "指出中医（Chinese medicine）", "发展中医（Chinese medicine）",
                  "学习中医（Chinese medicine）", "推广中医（Chinese medicine）"}));
  EXPECT_EQ(TranslationsOf(entries, "uncertainty"), "不确定性");
  EXPECT_EQ(TranslationsOf(entries, "TCM"), "中医");
}

TEST(LexiconLearner, TheSeedIsNotCorrectedByFew) {
  const auto merged = [](std::uint32_t papers) {
    return TranslationsOf(
        indexer::MergeEntries({{"imag", "image", {{"理解", 0.5, papers, Origin::kLearnt}}},
                               {"imag", "image", {{"图像", 0.9, 0, Origin::kSeed}}}}),
        "image");
  };
  EXPECT_EQ(merged(4), "图像");
  EXPECT_EQ(merged(5), "图像, 理解");
}

TEST(LexiconLearner, LearnsFromTextsThatSayTheSame) {
  const std::vector<std::pair<std::string, std::string>> terms = {
      {"强化学习", "reinforcement learning"}, {"图神经网络", "graph neural network"},
      {"知识图谱", "knowledge graph"},        {"目标检测", "object detection"},
      {"语音识别", "speech recognition"},     {"机器翻译", "machine translation"}};
  std::vector<Paper> papers;
  for (std::size_t i = 0; i < 120; ++i) {
    const auto& [zh, en] = terms[i % terms.size()];
    const auto& [zh2, en2] = terms[(i / 7 + 1) % terms.size()];
    Paper& paper = papers.emplace_back();
    paper.id = "t" + std::to_string(i);
    paper.title = en + " and " + en2 + ". Q" + std::string(i + 1, 'z');
    paper.title_zh = zh + "和" + zh2;
  }
  const std::vector<LexiconEntry> entries = Learn(papers);
  for (const auto& [zh, en] : terms) {
    EXPECT_EQ(TranslationsOf(entries, zh).substr(0, en.size()), en);
    EXPECT_EQ(TranslationsOf(entries, en).substr(0, zh.size()), zh);
  }
}

TEST(LexiconLearner, WhatMostPapersSayIsNoTranslation) {
  std::vector<Paper> papers = TeachingPapers();
  for (int i = 0; i < 200; ++i) {
    Paper& paper = papers.emplace_back();
    paper.id = "m" + std::to_string(i);
    const std::string number(static_cast<std::size_t>(i) + 1, 'z');
    // Four in five of either, but not of the same papers.
    paper.summary_zh = std::string(i % 5 != 0 ? "本文验证" : "本文考察") +
                       (i % 2 == 0 ? "，框架。" : "，系统。") + number;
    paper.summary_en = std::string(i % 7 > 1 ? "demonstrates" : "observes") +
                       (i % 2 == 0 ? ", framework. " : ", nothing. ") + number;
  }
  // These have no summaries, and say nothing about words of summaries.
  for (int i = 0; i < 1000; ++i)
    papers.push_back(KeywordedPaper(1000 + i, {"数" + std::to_string(i)},
                                    {std::string(3, static_cast<char>('a' + i % 26))}));
  const std::vector<LexiconEntry> entries = Learn(papers);
  EXPECT_EQ(TranslationsOf(entries, "框架"), "framework");
  EXPECT_EQ(TranslationsOf(entries, "验证"), "");
  EXPECT_EQ(TranslationsOf(entries, "demonstrates"), "");
}

TEST(LexiconLearner, StrengthIsBeyondChance) {
  std::vector<Paper> papers;
  int with = 0;
  int without = 0;
  for (int i = 0; i < 3000; ++i) {
    Paper& paper = papers.emplace_back();
    paper.id = "c" + std::to_string(i);
    // Seven in ten of either, and of those with one a little more than of the others: Dice
    // says .74, as it would say .7 if one had nothing to do with the other.
    const bool zh = i % 10 < 7;
    const bool en = zh ? with++ * 739 % 1000 < 739 : without++ * 609 % 1000 < 609;
    paper.summary_zh = zh ? "验证" : "考察";
    paper.summary_en = (en ? "demonstrates. p" : "observes. p") + std::to_string(i);
  }
  EXPECT_EQ(TranslationsOf(Learn(papers), "验证"), "");
}

TEST(LexiconLearner, OnePaperAloneProvesNothing) {
  Paper wrong = KeywordedPaper(1, {"联邦学习"}, {"banana bread"});
  wrong.title = "banana bread";
  wrong.title_zh = "联邦学习";
  wrong.summary_zh = "联邦学习（banana bread）联邦学习（banana bread）联邦学习（banana bread）";
  wrong.summary_en = "banana bread (联邦学习) banana bread (联邦学习)";
  EXPECT_TRUE(Learn({wrong}).empty());
  // Nor does it by another name.
  Paper again = wrong;
  again.id = "2";
  EXPECT_TRUE(Learn({wrong, again}).empty());
}

TEST(LexiconLearner, DependsOnThePapersNotOnTheirOrderOrOnWhoTookThem) {
  std::vector<Paper> papers = TeachingPapers();
  const std::vector<LexiconEntry> entries = Learn(papers);
  ASSERT_FALSE(entries.empty());
  std::reverse(papers.begin(), papers.end());
  EXPECT_EQ(Learn(papers), entries);
  LexiconLearner one;
  LexiconLearner other;
  for (std::size_t i = 0; i < papers.size(); ++i) (i % 3 == 0 ? one : other).Add(papers[i]);
  one.Merge(std::move(other));
  EXPECT_EQ(one.Finish(), entries);
}

TEST(LexiconLearner, ASampleThatIsFullDependsOnThePapersAlone) {
  std::vector<Paper> papers;
  for (int i = 0; i < 6000; ++i) {
    Paper& paper = papers.emplace_back();
    paper.id = std::to_string(i);
    paper.summary_en = "speech recognition " + std::string(5900, static_cast<char>('a' + i % 26));
    paper.summary_zh = "语音识别" + std::to_string(i);
  }
  const std::vector<LexiconEntry> entries = Learn(papers);
  EXPECT_EQ(TranslationsOf(entries, "语音识别"), TranslationsOf(Learn(papers), "语音识别"));
  std::reverse(papers.begin(), papers.end());
  EXPECT_EQ(Learn(papers), entries);
}

TEST(LexiconLearner, APoisonedRecordChangesNoOtherTerm) {
  std::vector<Paper> papers = TeachingPapers();
  const std::vector<LexiconEntry> before = Learn(papers);
  Paper poison = KeywordedPaper(99, {}, {});
  for (int i = 0; i < 10'000; ++i) {
    poison.keywords_zh.emplace_back("香蕉面包");
    poison.keywords_en.emplace_back("federated learning");
  }
  papers.push_back(poison);
  const std::vector<LexiconEntry> after = Learn(papers);
  EXPECT_EQ(TranslationsOf(after, "香蕉面包"), "");
  for (const char* term : {"联邦学习", "federated learning", "差分隐私", "differential privacy"})
    EXPECT_EQ(TranslationsOf(after, term), TranslationsOf(before, term)) << term;
}

}  // namespace
}  // namespace dssearch
