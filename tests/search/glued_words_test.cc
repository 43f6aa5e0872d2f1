// What people type without a blank between: names, journals, conferences, keys.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

Paper Make(const std::string& id, const std::string& title, const std::string& date,
           const std::vector<std::string>& authors, const std::string& venue = "") {
  Paper paper;
  paper.id = id;
  paper.title = title;
  paper.date = date;
  paper.authors = authors;
  paper.venue = venue;
  return paper;
}

std::vector<Paper> Papers() {
  Paper pubmed = Make("med", "Roots", "2018", {"Karl Maier"});
  pubmed.identifiers = {"PMID:29474831"};
  Paper nature = Make("nat", "Leaves", "2021", {"Karl Maier"});
  nature.doi = "10.1038/s41586-021-00001-2";
  return {
      Make("zh", "论城市绿地", "2007", {"赵一明", "钱学知"}, "园林学刊"),
      Make("zh2", "城市规划", "2010", {"赵一明"}, "规划学刊"),
      Make("en", "Gardens of cities", "2019", {"Anna Weber", "Karl Maier"}, "GARDEN"),
      Make("weber2016gardens", "Trees", "2016", {"Anna Weber"}),
      pubmed,
      nature,
  };
}

TEST(GluedWords, AreReadAsWithABlank) {
  const TestIndex index(Papers());
  const struct {
    const char* query;
    const char* tree;
  } cases[] = {
      {"赵一明、钱学知", "(and 赵一明 钱学知)"},
      {"赵一明，钱学知", "(and 赵一明 钱学知)"},
      {"赵一明,钱学知", "(and 赵一明 钱学知)"},
      {"赵一明；钱学知", "(and 赵一明 钱学知)"},
      {"赵一明/钱学知", "(and 赵一明 钱学知)"},
      {"Anna Weber、Karl Maier", "(and Anna Weber, Karl Maier)"},
      {"Anna Weber,Karl Maier", "(and Anna Weber, Karl Maier)"},
      {"赵一明.论城市绿地", "(and 赵一明 论城市绿地)"},
      {"赵一明（2010）", "(and 赵一明 2010)"},
      {"赵一明2010", "(and 赵一明 2010)"},
      {"赵一明等（2010）", "(and 赵一明 2010)"},
      {"赵一明老师", "赵一明"},
      {"赵一明教授的论文", "赵一明"},
      {"赵一明发表的论文", "赵一明"},
      {"赵一明写的文章", "赵一明"},
      {"赵一明2010年发表的论文", "(and 赵一明 2010年)"},
      {"赵一明2010年的论文", "(and 赵一明 2010年)"},
      {"赵一明2010年论文", "(and 赵一明 2010年)"},
      {"赵一明2010年城市规划的论文", "(and 赵一明 2010年 城市规划)"},
      {"赵一明2010年学位论文", "(and 赵一明 2010年 学位论文)"},
      {"赵一明 2010年 发表的论文", "(and 赵一明 2010年)"},
      {"赵一明 发表的论文", "赵一明"},
      {"赵一明 论文", "(and 赵一明 论文)"},
      {"2010年发表的论文 城市", "(and 2010年 城市)"},
      {"发表的论文 城市", "(and 发表的论文 城市)"},
      {"赵一明2010年代", "赵一明2010年代"},
      {"城市2010年规划", "城市2010年规划"},
      {"《园林学刊》城市", "(and 《园林学刊》 城市)"},
      {"城市《园林学刊》", "(and 城市 《园林学刊》)"},
      {"GARDEN2019 cities", "(and GARDEN 2019 cities)"},
      {"GARDEN'19", "(and GARDEN 2019)"},
      {"29474831", "(or (id = PMID:29474831) 29474831)"},
      {"\\cite{weber2016gardens}", "(id = weber2016gardens)"},
      {"\\citep{weber2016gardens,unknown2000,nat}", "(or (id = weber2016gardens) (id = nat))"},
      {"https://www.nature.com/articles/s41586-021-00001-2?x=1",
       "(id = 10.1038/s41586-021-00001-2)"},
      {"Gardens%20of%20cities", "(and Gardens of cities)"},
      // Nothing here is a value.
      {"城市、绿地", "城市、绿地"},
      {"城市的论文", "城市的论文"},
      {"《城市》绿地", "《城市》绿地"},
      {"TREE2019", "TREE2019"},
      {"GARDEN2", "GARDEN2"},
      {"-赵一明、钱学知", "(not 赵一明、钱学知)"},
      {"title:赵一明、钱学知", "(title 赵一明、钱学知)"},
      {"29474832", "29474832"},
      {"\\cite{unknown2000}", "\\cite{unknown2000}"},
      {"nature.com/articles/s41586-021-00001-3", "nature.com/articles/s41586-021-00001-3"},
  };
  for (const auto& [query, tree] : cases)
    EXPECT_EQ(index.searcher().Search({.query = query, .explain = true}).tree, tree) << query;
}

TEST(GluedWords, AreOneTextWhereTheyAreATitle) {
  const TestIndex index({
      Make("title", "近三年城市绿地研究：《园林学刊》的论文", "2009", {"赵一明"}, "规划学刊"),
      Make("year", "2008年城市绿地纪要", "2009", {"赵一明"}, "园林学刊"),
      Make("other", "城市绿地与纪要", "2025", {"赵一明"}, "园林学刊"),
      Make("other2", "城市绿地纪要", "2008", {"赵一明"}, "园林学刊"),
  });
  const struct {
    const char* query;
    const char* tree;
    const char* id;
  } cases[] = {
      {"近三年城市绿地研究 《园林学刊》的论文", "(and 近三年城市绿地研究 《园林学刊》的论文)",
       "title"},
      {"近三年城市绿地研究", "近三年城市绿地研究", "title"},
      {"2008年城市绿地纪要", "2008年城市绿地纪要", "year"},
      {"近三年城市", "(and (date = 2023-11-30..2026-11) 城市)", "other"},
      {"2008年城市", "(and 2008年 城市)", "other2"},
  };
  for (const auto& [query, tree, id] : cases) {
    const SearchResponse found =
        index.searcher().Search({.query = query, .today = "2026-11-30", .explain = true});
    EXPECT_EQ(found.tree, tree) << query;
    ASSERT_FALSE(found.hits.empty()) << query;
    EXPECT_EQ(found.hits[0].paper.id, id) << query;
  }
}

TEST(GluedWords, FindTheirPapersFirst) {
  const TestIndex index(Papers());
  const struct {
    const char* query;
    const char* id;
  } cases[] = {
      {"赵一明、钱学知：《论城市绿地》，《园林学刊》2007年第4期，第22-25页。", "zh"},
      {"参见赵一明、钱学知《论城市绿地》（2007）", "zh"},
      {"赵一明.论城市绿地", "zh"},
      {"赵一明2010", "zh2"},
      {"赵一明2010年发表的论文", "zh2"},
      {"《规划学刊》城市", "zh2"},
      {"29474831", "med"},
      {"www.nature.com/articles/s41586-021-00001-2", "nat"},
      {"Karl Maier before 2019", "med"},
  };
  for (const auto& [query, id] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query});
    ASSERT_FALSE(found.hits.empty()) << query;
    EXPECT_EQ(found.hits[0].paper.id, id) << query;
  }
}

}  // namespace
}  // namespace dssearch
