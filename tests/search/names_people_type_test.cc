// Names of authors as people type them, from the query to the hits.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Found;
using testing::Ids;
using testing::Make;
using testing::TestIndex;

// How the ids of the hits begin.
struct Begins {
  const char* query;
  const char* ids;
};

TEST(NamesPeopleType, AFamilyNameInFullIsNoInitial) {
  const TestIndex index({
      Make("aalst", "Layers", "2020", {"Jan M. P. van der Aalst"}),
      Make("maten", "Graphs", "2010", {"Rik van der Maten"}),
      Make("initial", "Trees", "2009", {"R. van der Maten"}),
      Make("tann", "Depth", "2021", {"Yosua B. Tann"}),
      Make("bengt", "Poses", "2011", {"Mia Bengt"}),
  });
  const Begins cases[] = {
      {"van der Maten", "maten initial"},      {"Rik van der Maten", "maten initial"},
      {"van der Maten, Rik", "maten initial"}, {"van der Maten, R.", "initial maten"},
      {"R. van der Maten", "initial maten"},   {"Yosua B. Tann", "tann"},
  };
  for (const auto& [query, ids] : cases)
    EXPECT_EQ(Ids(index.searcher().Search({.query = query, .match = Match::kAll})), ids) << query;
  EXPECT_EQ(Ids(index.searcher().Search({.query = "Yosua Bengt", .match = Match::kAll})), "");
}

TEST(NamesPeopleType, PapersByTheAuthorOnTheTopicComeFirst) {
  std::vector<Paper> papers = {
      Make("zh both", "读者的调查", "2008", {"钱学知"}, "We cite."),
      Make("en both", "A layer", "2008", {"Anna Weber", "Karl Maier"}, "It has one pan."),
      Make("en author", "Trees", "2020", {"Anna Weber"}),
      Make("pan", "Knives", "2020", {"Li Pan"}, "Knives and sharpening."),
  };
  papers.front().summary_zh = "其中也有引文。";
  for (int i = 0; i < 4; ++i) {
    const std::string n = std::to_string(i);
    papers.push_back(Make("zh" + n, "引文分析：引文" + n, "2015", {"王五"}));
    papers.push_back(Make("en" + n, "Layer by layer " + n, "2015", {"Jan Huber"}));
    papers.push_back(Make("sharp" + n, "Pan sharpening " + n, "2015", {"Jan Huber"}));
    papers.push_back(Make("by" + n, "Stars " + n, "2015", {"Li Pan"}));
    papers.push_back(Make("of" + n, "Planets " + n, "2015", {"钱学知"}));
  }
  const TestIndex index(papers);
  const Begins cases[] = {
      {"钱学知 引文", "zh both"},  {"引文 钱学知", "zh both"},     {"Weber layer", "en both"},
      {"layer Weber", "en both"},  {"Weber, Maier", "en both"},    {"Weber Maier 2008", "en both"},
      {"pan sharpening", "sharp"}, {"Maier and Weber", "en both"},
  };
  for (const auto& [query, ids] : cases)
    EXPECT_TRUE(Found(index.searcher(), query).starts_with(ids))
        << query << ": " << Found(index.searcher(), query);
}

TEST(NamesPeopleType, NamesAreFoundInTheirForms) {
  const TestIndex index({
      Make("hyphen", "Trees", "2008", {"Zhi-Hua Quan"}),
      Make("together", "Graphs", "2007", {"Zhihua Quan"}),
      Make("initial", "Layers", "2020", {"Andrea Z. Quan"}),
      Make("pubmed", "Poses", "2006", {"Anna B. Weber"}),
      Make("weber", "Depth", "2021", {"Karl Weber"}),
      Make("han", "引文", "2005", {"邱均平"}),
      Make("also han", "知识", "2004", {"邱军平", "王五"}),
      Make("qiu", "Images", "2022", {"Li J. Qiu"}),
      Make("ping", "Stars", "2023", {"Junping Li"}),
      Make("wang", "数据", "2003", {"王知津"}),
  });
  const Begins cases[] = {
      {"Zhihua Quan", "together hyphen"},
      {"Quan Zhihua", "together hyphen"},
      {"Zhi-Hua Quan", "hyphen together"},
      {"Weber AB", "pubmed"},
      {"Weber AB, Quan ZH", ""},
      {"qiu junping", "han also han qiu"},
      {"Qiu, Junping", "han also han qiu"},
      {"Junping Qiu", "han also han qiu"},
      {"wang zhijin", "wang"},
      {"qiu junping 2005", "han"},
  };
  for (const auto& [query, ids] : cases)
    EXPECT_TRUE(Found(index.searcher(), query).starts_with(ids))
        << query << ": " << Found(index.searcher(), query);
  EXPECT_EQ(Ids(index.searcher().Search({.query = "author:\"Zhihua Quan\""})),
            "initial hyphen together");
}

TEST(NamesPeopleType, ANameOfAuthorsIsNoMisspeltWord) {
  std::vector<Paper> papers;
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    papers.push_back(Make("samo" + n, "Layers " + n, "2020", {"Samo Huber"}));
    papers.push_back(Make("some" + n, "The sums as Weber says, the same sums " + n, "2021"));
  }
  papers.push_back(Make("weber", "The same stars", "2019", {"Anna Weber"}));
  papers.push_back(Make("samc", "Stars", "2018", {"Samc Li"}));
  const TestIndex index(papers);
  EXPECT_EQ(index.searcher().Search({.query = "Samo Weber"}).suggestion, "");
  EXPECT_EQ(index.searcher().Search({.query = "samc Weber"}).suggestion, "same Weber");
}

}  // namespace
}  // namespace dssearch
