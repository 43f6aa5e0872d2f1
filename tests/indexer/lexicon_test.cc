// What a lexicon is learnt from, what it cannot be made to learn, and how it is kept.

#include "searcher/format/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "indexer/index_writer.h"
#include "indexer/lexicon_learner.h"
#include "indexer/lexicon_merge.h"
#include "indexer/lexicon_reader.h"
#include "indexer/term_patterns.h"
#include "searcher/format/generation.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/lexicon_tokens.h"
#include "searcher/text/stop_words.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using format::LexiconEntry;
using format::Origin;
using indexer::LexiconLearner;
using testing::TemporaryFolder;

TEST(Lexicon, IsDecodedAsItWasEncoded) {
  const std::vector<LexiconEntry> entries = {
      {"强 化 学 习",
       "强化学习",
       {{"reinforcement learning", 0.94, 120, Origin::kLearnt}, {"RL", 0.72, 0, Origin::kSeed}}},
      {"reinforc learn", "reinforcement learning", {{"强化学习", 1, 0, Origin::kUser}}}};
  EXPECT_EQ(format::DecodeEntries(format::EncodeEntries(entries)), entries);
  EXPECT_TRUE(format::DecodeEntries("").empty());
  EXPECT_TRUE(format::DecodeEntries("a\tb\tc\nk\tt\tx\tmany\t0\ts\n").empty());
  EXPECT_EQ(format::LexiconKey("强 化 学 习"), format::LexiconKey("强 制"));
}

// "强化学习=RL" for each pair.
std::string Pairs(const std::string& text) {
  std::string out;
  for (const indexer::TextPair& pair : indexer::PairsInBrackets(text))
    out += (out.empty() ? "" : " ") + pair.zh + '=' + pair.en;
  return out;
}

TEST(TermPatterns, Table) {
  const struct {
    const char* text;
    const char* pairs;
  } cases[] = {
      {"采用强化学习（Reinforcement Learning, RL）训练",
       "采用强化学习=Reinforcement Learning 采用强化学习=RL"},
      {"强化学习(reinforcement learning)", "强化学习=reinforcement learning"},
      {"强化学习 (RL)", "强化学习=RL"},
      {"强化学习（RL；reinforcement learning）", "强化学习=RL 强化学习=reinforcement learning"},
      {"we use reinforcement learning (强化学习) here", "强化学习=we use reinforcement learning"},
      {"reinforcement learning（强化学习，RL）", "强化学习=reinforcement learning"},
      {"大模型（如GPT）", ""},              // Both languages in one bracket,
      {"强化学习（一种学习方法）", ""},     // no translation,
      {"reinforcement learning (RL)", ""},  // one language,
      {"（RL）强化学习", ""},               // nothing before it,
      {"，（RL）", ""},
      {"强化学习（RL", ""},  // never closed,
      {"强化学习()", ""},
      {"强化学习（2024）", ""},
      {"强化学习（RL (PPO)）", ""},  // nested in another width: mixed,
      {"智能体((agent))", ""},       // nothing right before the inner one,
      {"监督微调（Supervised Fine-Tuning, SFT）和偏好优化（DPO）",
       "监督微调=Supervised Fine-Tuning 监督微调=SFT 和偏好优化=DPO"},
      {"", ""},
      {"\xE5\xBC（RL）\xFF", ""},  // no UTF-8.
  };
  for (const auto& [text, pairs] : cases) EXPECT_EQ(Pairs(text), pairs) << text;
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "智能体（agent）";
  EXPECT_EQ(indexer::PairsInBrackets(many).size(), indexer::kMaxPairsOfText);
}

TEST(TermPatterns, Abbreviations) {
  const struct {
    const char* text;
    const char* pairs;
  } cases[] = {
      {"We train a mixture of experts (MoE) model", "mixture of experts=MoE"},
      {"Our MoE (mixture of experts) layers", "mixture of experts=MoE"},
      {"采用强化学习（Reinforcement Learning, RL）训练", "Reinforcement Learning=RL"},
      {"强化学习（RL；reinforcement learning）", "reinforcement learning=RL"},
      {"large language models (LLMs)", "large language models=LLMs"},
      {"Generative Pre-trained Transformer (GPT-3)", ""},  // 3 is in neither.
      {"3D Gaussian splatting (3DGS)", "3D Gaussian splatting=3DGS"},
      {"a retrieval-augmented generation （RAG）", "retrieval-augmented generation=RAG"},
      {"the method (BERT) works", ""},   // Letters that are not there,
      {"a later part (PL)", ""},         // or do not begin a word in order,
      {"RL (RL)", ""},                   // the same,
      {"in our study (see Table)", ""},  // no abbreviation,
      {"强化学习 (RL)", ""},             // in another language,
      {"some long text of words that goes on and on again (ST)", ""},  // too long for it,
      {"mixture of experts (MoE", ""},
      {"(MoE)", ""},
      {"", ""},
  };
  for (const auto& [text, pairs] : cases) {
    std::string out;
    for (const indexer::Abbreviation& one : indexer::AbbreviationsIn(text))
      out += (out.empty() ? "" : " ") + one.longer + '=' + one.shorter;
    EXPECT_EQ(out, pairs) << text;
  }
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "large model (LM), ";
  EXPECT_EQ(indexer::AbbreviationsIn(many).size(), indexer::kMaxPairsOfText);
}

Paper Keyworded(int number, std::vector<std::string> zh, std::vector<std::string> en) {
  Paper paper;
  paper.id = "k" + std::to_string(number);
  paper.title = "-";
  paper.keywords_zh = std::move(zh);
  paper.keywords_en = std::move(en);
  return paper;
}

// "federated learning, FL" for 联邦学习.
std::string Of(const std::vector<LexiconEntry>& entries, const std::string& term) {
  text::Analyzer analyzer;
  const std::string key = text::LexiconKeyOf(term, analyzer);
  std::string out;
  for (const LexiconEntry& entry : entries)
    if (entry.key == key)
      for (const format::Translation& one : entry.translations)
        out += (out.empty() ? "" : ", ") + one.text;
  return out;
}

std::vector<LexiconEntry> Learn(const std::vector<Paper>& papers) {
  LexiconLearner learner;
  for (const Paper& paper : papers) learner.Add(paper);
  return learner.Finish();
}

// Papers whose keywords teach two terms; each has one of its own, so that no two are alike.
std::vector<Paper> Teaching() {
  std::vector<Paper> papers;
  for (int i = 0; i < 12; ++i) {
    const std::string own = std::string("x") + static_cast<char>('a' + i) + "q";
    papers.push_back(Keyworded(i, {"联邦学习", "差分隐私", "数据" + std::to_string(i)},
                               {"Federated Learning", "differential privacy", own}));
  }
  return papers;
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
  const std::vector<LexiconEntry> entries = Learn(Teaching());
  EXPECT_EQ(Of(entries, "联邦学习"), "federated learning");
  EXPECT_EQ(Of(entries, "federated learning"), "联邦学习");
  EXPECT_EQ(Of(entries, "差分隐私"), "differential privacy");
  EXPECT_EQ(Of(entries, "邦学"), "") << "a part of a term is no term";
}

TEST(LexiconLearner, LearnsFromBracketsWhereTheTermBegins) {
  const std::vector<LexiconEntry> entries =
      Learn(Summarized(&Paper::summary_zh, {"采用联邦学习（federated learning）训练",
                                            "基于联邦学习（federated learning）",
                                            "研究了联邦学习（federated learning）的隐私"}));
  EXPECT_EQ(Of(entries, "联邦学习"), "federated learning");
}

TEST(LexiconLearner, LearnsWhatAbbreviationsStandFor) {
  const std::vector<LexiconEntry> entries = Learn(Summarized(
      &Paper::summary_en,
      {"We train a mixture of experts (MoE).", "Mixtures: an MoE (mixture of experts) layer.",
       "Of the ministry of education (MoE).", "A mixture of experts (MoE), sparse.",
       "Only here: a rare long name (RLN)."}));
  EXPECT_EQ(Of(entries, "MoE"), "mixture of experts");
  EXPECT_EQ(Of(entries, "mixtures of experts"), "MoE");
  EXPECT_EQ(Of(entries, "RLN"), "");
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
  EXPECT_EQ(Of(entries, "uncertainty"), "不确定性");
  EXPECT_EQ(Of(entries, "TCM"), "中医");
}

TEST(LexiconLearner, TheSeedIsNotCorrectedByFew) {
  const auto merged = [](std::uint32_t papers) {
    return Of(indexer::MergeEntries({{"imag", "image", {{"理解", 0.5, papers, Origin::kLearnt}}},
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
    EXPECT_EQ(Of(entries, zh).substr(0, en.size()), en);
    EXPECT_EQ(Of(entries, en).substr(0, zh.size()), zh);
  }
}

TEST(LexiconLearner, WhatMostPapersSayIsNoTranslation) {
  std::vector<Paper> papers = Teaching();
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
    papers.push_back(Keyworded(1000 + i, {"数" + std::to_string(i)},
                               {std::string(3, static_cast<char>('a' + i % 26))}));
  const std::vector<LexiconEntry> entries = Learn(papers);
  EXPECT_EQ(Of(entries, "框架"), "framework");
  EXPECT_EQ(Of(entries, "验证"), "");
  EXPECT_EQ(Of(entries, "demonstrates"), "");
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
  EXPECT_EQ(Of(Learn(papers), "验证"), "");
}

TEST(LexiconLearner, OnePaperAloneProvesNothing) {
  Paper wrong = Keyworded(1, {"联邦学习"}, {"banana bread"});
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
  std::vector<Paper> papers = Teaching();
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
  EXPECT_EQ(Of(entries, "语音识别"), Of(Learn(papers), "语音识别"));
  std::reverse(papers.begin(), papers.end());
  EXPECT_EQ(Learn(papers), entries);
}

TEST(LexiconLearner, APoisonedRecordChangesNoOtherTerm) {
  std::vector<Paper> papers = Teaching();
  const std::vector<LexiconEntry> before = Learn(papers);
  Paper poison = Keyworded(99, {}, {});
  for (int i = 0; i < 10'000; ++i) {
    poison.keywords_zh.emplace_back("香蕉面包");
    poison.keywords_en.emplace_back("federated learning");
  }
  papers.push_back(poison);
  const std::vector<LexiconEntry> after = Learn(papers);
  EXPECT_EQ(Of(after, "香蕉面包"), "");
  for (const char* term : {"联邦学习", "federated learning", "差分隐私", "differential privacy"})
    EXPECT_EQ(Of(after, term), Of(before, term)) << term;
}

TEST(Lexicon, TheUserComesFirst) {
  const LexiconEntry seed{"a", "a", {{"seed", 0.9, 0, Origin::kSeed}}};
  const LexiconEntry learnt{"a", "a", {{"learnt", 0.95, 7, Origin::kLearnt}}};
  const LexiconEntry user{"a", "a", {{"user", 1, 0, Origin::kUser}}};
  const auto merged = [](std::vector<LexiconEntry> entries) {
    return Of(indexer::MergeEntries(std::move(entries)), "a");
  };
  EXPECT_EQ(merged({seed, learnt}), "learnt, seed");
  EXPECT_EQ(merged({learnt, user, seed}), "user");
  // The same by two is one, as it was written by hand.
  EXPECT_EQ(merged({{"a", "a", {{"moe", 0.95, 7, Origin::kLearnt}}},
                    {"a", "a", {{"MoE", 0.8, 0, Origin::kSeed}}}}),
            "MoE");
}

TEST(LexiconReader, SaysWhatIsWrong) {
  const auto read = [](const std::string& text) -> std::string {
    try {
      return std::to_string(indexer::ReadLexicon("my.tsv", text, Origin::kUser).size());
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(read("# a comment\n\n混合专家\tmixture of experts\tMoE\n"), "6");
  EXPECT_EQ(read("混合专家\tmixture of experts\r\n"), "2");
  EXPECT_EQ(read("混合专家\n"), "my.tsv:1: this is no pair of terms");
  EXPECT_EQ(read("# x\n混合专家\t\n"), "my.tsv:2: this is no pair of terms");
  EXPECT_EQ(read("混合专家\tMoE\ta\tb\n"), "my.tsv:1: this is no pair of terms");
  EXPECT_EQ(read("，\tMoE\n"), "my.tsv:1: this is no pair of terms");
}

TEST(SeedLexicon, IsInForm) {
  std::ifstream in(DSSEARCH_SOURCE_DIR "/corpus/lexicon.tsv");
  text::Analyzer analyzer;
  std::set<std::string> seen;
  std::string before;
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    ++count;
    EXPECT_LT(before, line);
    before = line;
    std::vector<std::string> fields;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      fields.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
    ASSERT_TRUE(fields.size() == 2 || fields.size() == 3) << line;
    for (const std::string& field : fields) {
      EXPECT_FALSE(field.empty()) << line;
      EXPECT_EQ(field.find_first_of("()[]\"\r"), std::string::npos) << line;
      const std::string folded = analyzer.Fold(field);
      EXPECT_TRUE(seen.insert(folded).second) << field << " stands twice";
      EXPECT_FALSE(text::IsStopWord(folded)) << line;
    }
    EXPECT_GT(static_cast<unsigned char>(fields[0].front()), 0x7F) << line;
    EXPECT_LT(static_cast<unsigned char>(fields[1].front()), 0x80) << line;
  }
  EXPECT_GE(count, 1500U);
  EXPECT_GE(indexer::SeedLexicon().size(), 2 * count) << "it is what the program has";
}

std::string InIndex(const std::string& index, const std::string& term) {
  const format::Generation current = format::ReadGeneration(index);
  return Of(format::ReadLexicon(format::OpenShard(current.shards.front(), text::Analyzer::Id())),
            term);
}

TEST(Lexicon, SurvivesUpdatesAndRebuilds) {
  using Mode = indexer::IndexWriter::Mode;
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto run = [&](Mode mode, const std::vector<Paper>& papers, const std::string& own) {
    indexer::IndexWriter writer(index, mode);
    if (!own.empty()) writer.SetUserTerms(indexer::ReadLexicon("own", own, Origin::kUser));
    writer.AddTerms(indexer::SeedLexicon());
    for (const Paper& paper : papers) writer.Put(paper, "test");
    writer.Publish();
  };
  std::vector<Paper> papers = Teaching();
  run(Mode::kUpdate, papers, "大白菜\tbok choy\n");
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
  EXPECT_EQ(InIndex(index, "大白菜"), "bok choy");
  EXPECT_EQ(InIndex(index, "强化学习"), "reinforcement learning, RL");

  Paper& more = papers.emplace_back();
  more.id = "more";
  more.title = "one more";
  run(Mode::kUpdate, papers, "");
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
  EXPECT_EQ(InIndex(index, "大白菜"), "bok choy");

  run(Mode::kUpdate, papers, "小白菜\tpak choi\n");
  EXPECT_EQ(InIndex(index, "小白菜"), "pak choi");
  EXPECT_EQ(InIndex(index, "大白菜"), "") << "what the user gave before is replaced";
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");

  run(Mode::kRebuild, papers, "");
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
  EXPECT_EQ(InIndex(index, "小白菜"), "pak choi");

  run(Mode::kUpdate, papers, "# none\n");
  EXPECT_EQ(InIndex(index, "小白菜"), "") << "an empty lexicon takes the user's terms away";
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
}

TEST(LexiconReader, ReadsFilesAsPeopleHaveThem) {
  const TemporaryFolder folder;
  const auto first = [&](const std::string& bytes) -> std::string {
    folder.Write("own.tsv", bytes);
    const std::vector<LexiconEntry> entries = indexer::ReadLexiconFile(folder / "own.tsv");
    return entries.empty() ? "" : entries.front().term;
  };
  EXPECT_EQ(first("\xEF\xBB\xBF香蕉\tbanana\r\n"), "香蕉");
  EXPECT_EQ(first("\xCF\xE3\xBD\xB6\tbanana\n"), "香蕉");  // GB18030.
  EXPECT_EQ(first(""), "");
  try {
    indexer::ReadLexiconFile(folder.path().string());
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.what(), "'" + folder.path().string() + "' is a folder");
  }
}

}  // namespace
}  // namespace dssearch
