// Recall: what a paper shows is found by searching for it.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"
#include "searcher/text/han_variants.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

const std::vector<Paper>& Papers() {
  static const std::vector<Paper> papers = testing::CorpusPapers();
  return papers;
}

const Searcher& CorpusSearcher() {
  static const TestIndex index(Papers());
  return index.searcher();
}

std::vector<std::string_view> TextsOf(const Paper& paper) {
  return {paper.title,      paper.title_zh,        paper.summary_zh,
          paper.summary_en, paper.contribution_zh, paper.contribution_en};
}

bool Finds(const Searcher& searcher, const std::string& query, const std::string& id) {
  const SearchResponse found = searcher.Search(
      {.query = query, .match = Match::kAll, .limit = 1000, .facets = {}, .snippet_cells = 0});
  return std::any_of(found.hits.begin(), found.hits.end(),
                     [&id](const Hit& hit) { return hit.paper.id == id; });
}

// The runs of scripts without blanks, as lists of characters.
std::vector<std::vector<std::string>> Runs(std::string_view text) {
  std::vector<std::vector<std::string>> runs(1);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (text::ScriptOf(text::Next(text, i)) == text::Script::kUnspaced) {
      runs.back().emplace_back(text.substr(begin, i - begin));
    } else if (!runs.back().empty()) {
      runs.emplace_back();
    }
  }
  if (runs.back().empty()) runs.pop_back();
  return runs;
}

// A substring of one to eight characters of a random run.
std::string SubstringOf(const std::vector<std::vector<std::string>>& runs, std::mt19937& random) {
  const std::vector<std::string>& run = runs[random() % runs.size()];
  const std::size_t begin = random() % run.size();
  const std::size_t size = std::min<std::size_t>(1 + random() % 8, run.size() - begin);
  std::string substring;
  for (std::size_t i = begin; i < begin + size; ++i) substring += run[i];
  return substring;
}

TEST(Recall, AnySubstringOfChineseFindsItsPaper) {
  std::mt19937 random(1);
  for (int draw = 0; draw < 500; ++draw) {
    const Paper& paper = Papers()[random() % Papers().size()];
    const auto runs = Runs(draw % 2 == 0 ? paper.summary_zh : paper.contribution_zh);
    const std::string substring = SubstringOf(runs, random);
    EXPECT_TRUE(Finds(CorpusSearcher(), '"' + substring + '"', paper.id)) << substring;
  }
}

TEST(Recall, AnySubstringOfGeneratedChineseFindsItsPaper) {
  // The dictionary segments a few characters in random order in surprising ways.
  constexpr std::string_view kCharacters[] = {"强", "化", "学", "习", "大", "模", "型",
                                              "語", "言", "的", "，", "A",  "4",  " "};
  std::mt19937 random(2);
  std::vector<Paper> papers;
  for (int p = 0; p < 60; ++p) {
    Paper& paper = papers.emplace_back();
    paper.id = std::to_string(p);
    for (int i = 0; i < 40; ++i) paper.summary_zh += kCharacters[random() % 14];
  }
  const TestIndex index(papers);
  for (int draw = 0; draw < 500; ++draw) {
    const Paper& paper = papers[random() % papers.size()];
    const std::string substring = SubstringOf(Runs(paper.summary_zh), random);
    EXPECT_TRUE(Finds(index.searcher(), '"' + substring + '"', paper.id))
        << substring << " in " << paper.summary_zh;
  }
}

TEST(Recall, EveryWordFindsItsPaper) {
  text::Analyzer analyzer;
  for (const Paper& paper : Papers()) {
    std::set<std::string> asked;
    for (const std::string_view text : TextsOf(paper)) {
      const text::Analysis analysis = analyzer.Analyze(text);
      for (const text::Token& token : analysis.tokens()) {
        if (token.kind == text::TokenKind::kBigram || token.kind == text::TokenKind::kCharacter)
          continue;
        const Span span = analysis.Original(token);
        const std::string word(text.substr(span.begin, span.end - span.begin));
        if (!asked.insert(word).second) continue;
        EXPECT_TRUE(Finds(CorpusSearcher(), word, paper.id)) << word;
        EXPECT_TRUE(Finds(CorpusSearcher(), '"' + word + '"', paper.id)) << '"' << word << '"';
      }
    }
  }
}

TEST(Recall, BothSpellingsOfAQueryFindTheSame) {
  // Replaces each simplified character by a traditional one, if it has one.
  const auto traditional = [](std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      text::Next(text, i);
      std::string_view written = text.substr(begin, i - begin);
      for (std::size_t k = 0; k < text::kSimplifiedForms.size();) {
        const std::size_t from = k;
        text::Next(text::kSimplifiedForms, k);
        const std::size_t to = k;
        text::Next(text::kSimplifiedForms, k);
        if (text::kSimplifiedForms.substr(to, k - to) != written) continue;
        written = text::kSimplifiedForms.substr(from, to - from);
        break;
      }
      out += written;
    }
    return out;
  };
  std::mt19937 random(3);
  int changed = 0;
  for (int draw = 0; draw < 200; ++draw) {
    const Paper& paper = Papers()[random() % Papers().size()];
    const std::string query = SubstringOf(Runs(paper.summary_zh), random);
    const std::string other = traditional(query);
    changed += other != query;
    EXPECT_EQ(testing::Found(CorpusSearcher(), query), testing::Found(CorpusSearcher(), other))
        << query << " and " << other;
  }
  EXPECT_GT(changed, 100);
}

TEST(Recall, AWordFindsItsFormsOfLaterUpdates) {
  std::vector<Paper> papers = testing::Titled({"Computing graphs", "A graph"});
  testing::TestIndex index(papers);
  EXPECT_EQ(testing::Found(index.searcher(), "computation"), "p1");
  papers.push_back(testing::Titled({"", "", "Computational graphing"}).back());
  index.Update({papers.back()});
  papers.push_back(testing::Titled({"", "", "", "It computes"}).back());
  index.Update({papers.back()});
  EXPECT_EQ(testing::Found(index.searcher(), "title:computation"), "p1 p3 p4");
  EXPECT_EQ(testing::Found(index.searcher(), "graphs"), "p1 p2 p3");
  EXPECT_EQ(testing::Found(index.searcher(), "\"computational graphing\""), "p3");
}

}  // namespace
}  // namespace dssearch
