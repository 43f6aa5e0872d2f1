// corpus/ is what a new user sees first: its form, its facts, and that questions
// about them are answered.

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "searcher/format/calendar.h"
#include "searcher/text/code_points.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::CorpusPapers;
using testing::TestIndex;

const TestIndex& CorpusIndex() {
  static const TestIndex index(CorpusPapers());
  return index;
}

std::size_t HanCount(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::Next(text, i);
    count += c >= 0x4E00 && c <= 0x9FFF;
  }
  return count;
}

std::size_t WordCount(const std::string& text) {
  std::istringstream words(text);
  return static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(words),
                                                std::istream_iterator<std::string>()));
}

std::set<std::string> Domains() {
  std::set<std::string> labels;
  for (const YAML::Node& domain : YAML::LoadFile(DSSEARCH_SOURCE_DIR "/corpus/domains.yaml")) {
    EXPECT_FALSE(domain["en"].as<std::string>().empty());
    labels.insert(domain["zh"].as<std::string>());
  }
  return labels;
}

TEST(Corpus, EveryRecordIsComplete) {
  const std::set<std::string> domains = Domains();
  EXPECT_EQ(domains.size(), 6U);
  const std::vector<Paper> papers = CorpusPapers();
  EXPECT_EQ(papers.size(), 28U);
  std::set<std::string> ids;
  for (const Paper& paper : papers) {
    SCOPED_TRACE(paper.id);
    EXPECT_TRUE(ids.insert(paper.id).second);
    EXPECT_TRUE(
        std::filesystem::exists(DSSEARCH_SOURCE_DIR "/corpus/deepseek/" + paper.id + ".md"));
    EXPECT_EQ(HanCount(paper.title), 0U);
    EXPECT_GT(HanCount(paper.title_zh), 3U);
    EXPECT_EQ(paper.url, "https://arxiv.org/abs/" + paper.id);
    EXPECT_TRUE(format::ParseDate(paper.date)) << paper.date;
    // An arXiv id begins with the year and month of the first version.
    EXPECT_LE("20" + paper.id.substr(0, 2) + "-" + paper.id.substr(2, 2), paper.date.substr(0, 7));
    EXPECT_FALSE(paper.domains.empty());
    for (const std::string& domain : paper.domains) EXPECT_TRUE(domains.contains(domain)) << domain;
    EXPECT_GE(paper.keywords_zh.size(), 4U);
    EXPECT_EQ(paper.keywords_zh.size(), paper.keywords_en.size());
    // Fire-Flyer is the one paper whose authors the source does not give.
    EXPECT_EQ(paper.authors.empty(), paper.id == "2408.14158");
    for (const std::string* text :
         {&paper.summary_zh, &paper.contribution_zh, &paper.summary_en, &paper.contribution_en})
      EXPECT_FALSE(text->empty());
    const std::size_t han = HanCount(paper.summary_zh) + HanCount(paper.contribution_zh);
    EXPECT_GE(han, 150U);
    EXPECT_LE(han, 300U);
    const std::size_t words = WordCount(paper.summary_en) + WordCount(paper.contribution_en);
    EXPECT_GE(words, 80U);
    EXPECT_LE(words, 160U);
  }
}

TEST(Corpus, EveryFactOfTheOverviewIsFoundInBothLanguages) {
  std::ifstream facts(DSSEARCH_SOURCE_DIR "/tests/overview_facts.tsv");
  std::string line;
  std::size_t count = 0;
  while (std::getline(facts, line)) {
    std::istringstream columns(line);
    std::string id;
    std::getline(columns, id, '\t');
    for (std::string fact; std::getline(columns, fact, '\t'); ++count) {
      const SearchResponse found =
          CorpusIndex().searcher().Search({.query = '"' + fact + '"', .limit = 28});
      EXPECT_TRUE(std::any_of(found.hits.begin(), found.hits.end(),
                              [&id](const Hit& hit) { return hit.paper.id == id; }))
          << id << ": " << fact;
    }
  }
  EXPECT_EQ(count, 278U);
}

TEST(Corpus, QuestionsAreAnsweredByTheirPaper) {
  struct Question {
    const char* id;
    const char* zh;
    const char* en;
  };
  // What is special to each of the ten papers, as someone would ask for it.
  const Question questions[] = {
      {"2401.02954", "长期主义 7B 67B 缩放定律", "longtermism scaling laws 67B"},
      {"2401.14196", "代码补全 填空任务 16K", "fill-in-the-blank 16K window code completion"},
      {"2402.03300", "GRPO 数学", "GRPO Common Crawl math 51.7%"},
      {"2403.05525", "高分辨率 网页截图 混合视觉编码器", "hybrid vision encoder web screenshots"},
      {"2405.04434", "236B 参数 节省 42.5% 训练成本", "236B parameters saves 42.5% training cost"},
      {"2405.14333", "800万 定理证明 合成数据", "theorem proving Lean 4 synthetic data"},
      {"2406.11931", "338种编程语言", "338 programming languages GPT4-Turbo"},
      {"2412.10302", "不同宽高比 图像 Tiny Small",
       "Tiny Small 4.5B activated parameters aspect ratio"},
      {"2412.19437", "278.8万 H800 GPU小时 无辅助损失", "2.788 million H800 GPU hours"},
      {"2501.12948", "强化学习 推理", "o1-1217 reasoning reinforcement learning"},
  };
  for (const auto& [id, zh, en] : questions) {
    for (const char* question : {zh, en}) {
      const SearchResponse found = CorpusIndex().searcher().Search({.query = question});
      ASSERT_FALSE(found.hits.empty()) << question;
      EXPECT_EQ(found.hits[0].paper.id, id) << question;
    }
  }
}

TEST(Corpus, DomainsAndDatesFilterExactly) {
  const Searcher& searcher = CorpusIndex().searcher();
  const auto ids = [](const SearchResponse& response) {
    std::set<std::string> all;
    for (const Hit& hit : response.hits) all.insert(hit.paper.id);
    return all;
  };
  for (const std::string& domain : Domains()) {
    std::set<std::string> expected;
    for (const Paper& paper : CorpusPapers())
      if (std::find(paper.domains.begin(), paper.domains.end(), domain) != paper.domains.end())
        expected.insert(paper.id);
    EXPECT_EQ(ids(searcher.Search({.filters = {{"domain", domain}}, .limit = 28})), expected);
  }
  EXPECT_EQ(ids(searcher.Search({.since = "2024-05", .until = "2024-06"})),
            (std::set<std::string>{"2405.04434", "2405.14333", "2406.11931"}));
}

TEST(Corpus, CountsAddUpToTheTotal) {
  // Each paper found by this question has one domain.
  const SearchResponse found =
      CorpusIndex().searcher().Search({.query = "强化学习 推理", .limit = 28});
  std::uint64_t domains = 0;
  for (const Hit& hit : found.hits) {
    EXPECT_EQ(hit.paper.domains.size(), 1U);
  }
  for (const FacetCount& count : found.facets.at(0).counts) domains += count.count;
  std::uint64_t dates = 0;
  for (const FacetCount& count : found.facets.at(1).counts) dates += count.count;
  EXPECT_EQ(domains, found.total);
  EXPECT_EQ(dates, found.total);
}

}  // namespace
}  // namespace dssearch
