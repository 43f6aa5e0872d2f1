// Two records of one paper, one Chinese and one English, are one hit.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Ids;
using testing::TestIndex;

// zh1 and en1 are one paper by their DOI, zh2 and en2 by an arXiv id, which one of them has as its
// address.
std::vector<Paper> Papers() {
  return {
      {.id = "zh1",
       .title = "图神经网络综述 graph",
       .date = "2020-05",
       .domains = {"图", "综述"},
       .doi = "10.1000/a"},
      {.id = "en1",
       .title = "A survey of graph networks",
       .date = "2020-05",
       .domains = {"图", "survey"},
       .doi = "10.1000/a"},
      {.id = "zh2",
       .title = "图上的学习 graph",
       .date = "2021-01",
       .domains = {"图"},
       .identifiers = {"2101.00001"}},
      {.id = "en2",
       .title = "Learning on a graph",
       .date = "2021-02",
       .domains = {"图"},
       .url = "https://arxiv.org/abs/2101.00001v2"},
      {.id = "alone", .title = "One more graph", .domains = {"图"}, .doi = "10.1000/b"},
  };
}

std::string Counts(const SearchResponse& response) {
  std::string text = std::to_string(response.total) + ":";
  for (const Facet& facet : response.facets)
    for (const FacetCount& count : facet.counts)
      text += " " + count.value + "=" + std::to_string(count.count);
  return text;
}

TEST(Folding, ShowsTheRecordInTheLanguageOfTheQuery) {
  const TestIndex index(Papers());
  const auto ids = [&](SearchRequest request) {
    request.match = Match::kAll;
    request.sort = Sort::kTitle;
    return Ids(index.searcher().Search(request));
  };
  EXPECT_EQ(ids({.query = "graph"}), "en1 en2 alone");
  EXPECT_EQ(ids({.query = "\"图\" graph", .translate = false}), "zh2 zh1");
  EXPECT_EQ(ids({.query = "graph", .fold = false}), "zh2 zh1 en1 en2 alone");
  // A record that the other one cannot stand for is shown, whatever its language.
  EXPECT_EQ(ids({.query = "graph", .filters = {{"lang", "zh"}}}), "zh2 zh1");
  EXPECT_EQ(ids({.query = "graph", .filters = {{"domain", "综述"}}}), "zh1");
  EXPECT_EQ(ids({.query = "10.1000/a"}), "en1");
  EXPECT_EQ(ids({.query = "\"图\" OR 10.1000/a", .translate = false}), "zh2 zh1");
}

TEST(Folding, SaysThatThereIsAnotherRecord) {
  const TestIndex index(Papers());
  const SearchResponse found = index.searcher().Search({.query = "survey graph"});
  ASSERT_FALSE(found.hits.empty());
  EXPECT_EQ(found.hits[0].paper.id, "en1");
  EXPECT_EQ(found.hits[0].also, (OtherRecord{"zh1", "图神经网络综述 graph"}));
  const SearchResponse both = index.searcher().Search({.query = "graph"});
  EXPECT_EQ(both.notes.back(), (Note{Note::Kind::kFolded, {"2"}}));
  for (const Hit& hit : index.searcher().Search({.query = "graph", .fold = false}).hits)
    EXPECT_FALSE(hit.also);
}

// The number beside a value is the total of the search that is filtered by it.
TEST(Folding, CountsAPaperOnceForEachValueThatEitherRecordHas) {
  const TestIndex index(Papers());
  for (const char* query : {"graph", "图", "", "survey OR learning", "10.1000/a"}) {
    SearchRequest request{
        .query = query, .match = Match::kAll, .facets = {"domain", "lang", "date", "date:year"}};
    const SearchResponse all = index.searcher().Search(request);
    for (const Facet& facet : all.facets) {
      for (const FacetCount& count : facet.counts) {
        if (count.value.empty()) continue;
        SearchRequest filtered = request;
        if (facet.field == "date") {
          filtered.since = filtered.until = count.value;
        } else {
          filtered.filters = {{facet.field, count.value}};
        }
        EXPECT_EQ(index.searcher().Search(filtered).total, count.count)
            << query << " " << facet.field << " " << count.value;
      }
    }
  }
  EXPECT_EQ(Counts(index.searcher().Search({.query = "graph", .facets = {"domain"}})),
            "3: 图=3 survey=1 综述=1");
  EXPECT_EQ(Counts(index.searcher().Search({.query = "graph", .facets = {"lang"}})),
            "3: en=3 zh=2");
  EXPECT_EQ(Counts(index.searcher().Search(
                {.query = "graph", .filters = {{"lang", "zh"}}, .facets = {"lang"}})),
            "2: en=3 zh=2");
}

TEST(Folding, FoldsRecordsOfOnePaperAlone) {
  // Three records with a DOI are no versions of a paper, and neither are two in one language.
  const TestIndex index({{.id = "1", .title = "甲 x", .doi = "10.1000/a"},
                         {.id = "2", .title = "Yi x", .doi = "10.1000/a"},
                         {.id = "3", .title = "Bing x", .doi = "10.1000/a"},
                         {.id = "4", .title = "Ding x", .doi = "10.1000/b"},
                         {.id = "5", .title = "Wu x", .doi = "10.1000/b"},
                         {.id = "6", .title = "己 x", .identifiers = {"key2020"}},
                         {.id = "7", .title = "Geng x", .identifiers = {"key2020"}}});
  EXPECT_EQ(index.searcher().Search({.query = "x"}).total, 7U);
}

TEST(Folding, FollowsUpdates) {
  TestIndex index({{.id = "1", .title = "甲 x", .doi = "10.1000/a"}, {.id = "2", .title = "Yi x"}});
  const auto total = [&] { return index.searcher().Search({.query = "x"}).total; };
  EXPECT_EQ(total(), 2U);
  index.Update({{.id = "2", .title = "Yi x", .doi = "10.1000/a"}});
  EXPECT_EQ(total(), 1U);
  index.Update({{.id = "3", .title = "Bing x", .doi = "10.1000/a"}});
  EXPECT_EQ(total(), 3U);
  index.Update({{.id = "3", .title = "Bing x"}});
  EXPECT_EQ(total(), 2U);
  index.Update({{.id = "1", .title = "甲 x"}});
  EXPECT_EQ(total(), 3U);
}

TEST(Folding, PagesFitTogether) {
  const TestIndex index(Papers());
  std::string all;
  for (std::size_t offset = 0; offset < 3; ++offset)
    all += index.searcher()
               .Search({.query = "graph", .offset = offset, .limit = 1})
               .hits.at(0)
               .paper.id;
  std::string page;
  for (const Hit& hit : index.searcher().Search({.query = "graph"}).hits) page += hit.paper.id;
  EXPECT_EQ(all, page);
}

TEST(Folding, IsAReasonWhyARecordIsNotFound) {
  const TestIndex index(Papers());
  const Verdict verdict = index.searcher().WhyNot({.query = "graph"}, "zh1");
  EXPECT_FALSE(verdict.found);
  ASSERT_EQ(verdict.conditions.size(), 2U);
  EXPECT_TRUE(verdict.conditions[0].holds);
  EXPECT_EQ(verdict.conditions[1].text, "not folded into en1");
  EXPECT_FALSE(verdict.conditions[1].holds);
  EXPECT_TRUE(index.searcher().WhyNot({.query = "graph", .fold = false}, "zh1").found);
}

}  // namespace
}  // namespace dssearch
