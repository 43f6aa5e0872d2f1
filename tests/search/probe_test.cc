// Queries that users of other search engines report as bugs: each of them fails in some engine.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

const TestIndex& Probes() {
  static const TestIndex index(testing::Titled({
      "基于强化学习的推理方法",                        // p1
      "使用BERT模型进行文本分类",                      // p2
      "Reinforcement learning for reasoning in LLMs",  // p3
      "強化學習與推理",                                // p4
      "卷积神经网络在ImageNet上的应用",                // p5
      "我们在GPT-4上评估",                             // p6
      "ＧＰＴ－４模型",                                // p7
      "注意力机制综述",                                // p8
      "时间序列异常检测，2024年",                      // p9
      "强调化学学习",                                  // p10
      "軟體工程中的程式碼生成",                        // p11
      "C++和C#代码生成",                               // p12
      "多头自注意力",                                  // p13
      "arXiv:2301.12345v2",                            // p14
      "Schrödinger方程",                               // p15
      "在GSM8K上达到92.3%",                            // p16
  }));
  return index;
}

// The ids that a query finds, by their numbers.
std::string IdsBy(const std::string& query) {
  std::vector<int> numbers;
  for (const Hit& hit : Probes().searcher().Search({.query = query, .limit = 100}).hits)
    numbers.push_back(std::stoi(hit.paper.id.substr(1)));
  std::sort(numbers.begin(), numbers.end());
  std::string set;
  for (const int number : numbers) set += (set.empty() ? "p" : " p") + std::to_string(number);
  return set;
}

TEST(Probe, FindsWhatTextsContain) {
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"强化学习", "p1 p4"},
      {"強化學習", "p1 p4"},
      {"\"强化学习\"", "p1 p4"},
      {"\"学习\"", "p1 p4 p10"},
      {"\"注意\"", "p8 p13"},
      {"注意", "p8 p13"},
      {"卷积", "p5"},
      {"\"积神\"", "p5"},
      {"\"蝶\"", ""},
      {"析", ""},
      {"网", "p5"},
      {"BERT", "p2"},
      {"2024", "p9"},
      {"ImageNet", "p5"},
      {"imagenet", "p5"},
      {"GPT-4", "p6 p7"},
      {"gpt4", "p6 p7"},
      {"ＧＰＴ４", "p6 p7"},
      {"gpt", "p6 p7"},
      {"异常", "p9"},
      {"異常", "p9"},
      {"schrodinger", "p15"},
      {"Schrödinger", "p15"},
      {"C++", "p12"},
      {"C#", "p12"},
      {"?", ""},
      {"\"", ""},
      {"\"强化学习", "p1 p4"},
      {"强化学习 推理", "p1 p4"},
      {"推理 强化学习", "p1 p4"},
      {"2301.12345", "p14"},
      {"2301.12345v2", "p14"},
      {"arXiv:2301.12345", "p14"},
      {"GSM8K", "p16"},
      {"92.3", "p16"},
      {"92.3%", "p16"},
  };
  for (const auto& [query, expected] : cases) EXPECT_EQ(IdsBy(query), expected) << query;
}

TEST(Probe, RanksAWordAboveABigramAcrossWords) {
  // 化学 is a bigram across two words in 强化学习, and a word in 强调化学学习.
  EXPECT_EQ(testing::Found(Probes().searcher(), "化学").substr(0, 3), "p10");
}

// The ids that a query finds in papers with these titles, by default.
std::string FoundIn(const std::vector<std::string>& titles, const std::string& query) {
  const TestIndex index(testing::Titled(titles));
  std::vector<std::string> ids;
  for (const Hit& hit : index.searcher().Search({.query = query}).hits) ids.push_back(hit.paper.id);
  std::sort(ids.begin(), ids.end());
  std::string set;
  for (const std::string& id : ids) set += (set.empty() ? "" : " ") + id;
  return set;
}

TEST(Probe, FindsGreekLettersByAnyOfTheirNames) {
  const std::vector<std::string> titles = {
      "Bounds for $\\gamma$-Entropies",        // p1
      "Gamma-entropy regularization",          // p2
      "Estimating the $γ$-entropy",            // p3
      "The lambda-Autoencoder",                // p4
      "Understanding $\\lambda$-Autoencoder",  // p5
      "λ-Autoencoder for images",              // p6
      "Alphabets",                             // p7
  };
  for (const char* query : {"γ-entropy", "$\\gamma$-entropy", "gamma entropy", "\\gamma-entropy"})
    EXPECT_EQ(FoundIn(titles, query), "p1 p2 p3") << query;
  for (const char* query : {"λ-Autoencoder", "lambda-Autoencoder", "$\\lambda$-autoencoder"})
    EXPECT_EQ(FoundIn(titles, query), "p4 p5 p6") << query;
  EXPECT_EQ(FoundIn(titles, "alpha"), "");
}

TEST(Probe, FindsNamesWithSignsBehindPunctuation) {
  const std::vector<std::string> titles = {
      "学习C++、F#、.NET与Node.js",   // p1
      "企业平台(.NET)开发",           // p2
      "服务器，.NET运行时",           // p3
      "A .NET runtime",               // p4
      "Python/.NET bindings in/C++",  // p5
      "Network of the end.Network",   // p6
  };
  EXPECT_EQ(FoundIn(titles, ".NET"), "p1 p2 p3 p4 p5");
  EXPECT_EQ(FoundIn(titles, "C++"), "p1 p5");
}

TEST(Probe, FindsWordsThatAPdfBroke) {
  const std::vector<std::string> titles = {
      "Spectral Analysis of State-of-the-Art Detectors",  // p1
      "基于注意力机制的文本摘要",                         // p2
      "A Frac- tional Model",                             // p3
  };
  for (const char* query : {"Spectral Analy-\nsis", "spectral analy- sis", "State-of-the-\nArt",
                            "state-of-\nthe-art detec-\ntors"})
    EXPECT_EQ(FoundIn(titles, query), "p1") << query;
  for (const char* query : {"基于注意力机\n制的文本摘要", "注\n意力", "注意\r\n力机制"})
    EXPECT_EQ(FoundIn(titles, query), "p2") << query;
  EXPECT_EQ(FoundIn(titles, "fractional model"), "p3");
}

TEST(Probe, FindsRegionalVariants) {
  EXPECT_EQ(IdsBy("软件"), "p11");
  EXPECT_EQ(IdsBy("軟體"), "p11");
  EXPECT_EQ(IdsBy("代码"), IdsBy("程式碼"));
  EXPECT_EQ(IdsBy("代码"), "p11 p12");
  const std::vector<std::string> titles = {
      "人脸识别系统的数据库",  // p1
      "人臉辨識系統之資料庫",  // p2
      "系统辨识与面部特征",    // p3
      "虚拟现实中的自动驾驶",  // p4
      "虛擬實境與自動駕駛",    // p5
      "现实与虚拟",            // p6
  };
  for (const char* query : {"人脸识别", "人臉辨識", "人脸识别 数据库", "人臉辨識資料庫"})
    EXPECT_EQ(FoundIn(titles, query), "p1 p2") << query;
  for (const char* query : {"虚拟现实", "虛擬實境"})
    EXPECT_EQ(FoundIn(titles, query).substr(0, 5), "p4 p5") << query;
}

}  // namespace
}  // namespace dssearch
