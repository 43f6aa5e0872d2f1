// Names, years, journals and domains among the words of a query.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Found;
using testing::TestIndex;

Paper Of(const std::string& id, const std::string& title, const std::vector<std::string>& authors,
         const std::string& date = "", const std::string& venue = "") {
  Paper paper;
  paper.id = id;
  paper.title = title;
  paper.authors = authors;
  paper.date = date;
  paper.venue = venue;
  return paper;
}

// The notes of a search, joined.
std::string NotesOf(const Searcher& searcher, const std::string& query) {
  std::string notes;
  for (const Note& note : searcher.Search({.query = query}).notes)
    notes += (notes.empty() ? "" : "; ") + note.text();
  return notes;
}

TEST(Entities, AuthorsComeBeforeTheirMention) {
  Paper mention = Of("mention", "Anna Weber methods in vision", {"Md Islam"}, "2026");
  mention.summary_en = "We use the method of Anna Weber, as Weber did.";
  const TestIndex index({
      mention,
      Of("by", "Group layers", {"Yu Wu", "Anna Weber"}, "2018"),
      Of("initial", "More layers", {"A. Weber"}, "2019"),
      Of("middle", "Deep layers", {"Anna Maria Weber"}, "2016"),
      Of("others", "Theory", {"Anna Liu", "Karl Weber"}, "2025"),
      Of("chinese", "知识管理", {"钱学知"}, "2010"),
      Of("told", "钱学知与知识管理", {"王五"}, "2012"),
      Of("peak", "高峰体验", {"高峰"}, "2011"),
      Of("peaks", "客流高峰与高峰时段", {"李四"}, "2013"),
      Of("more peaks", "高峰时段的客流", {"李四"}, "2014"),
      Of("most peaks", "早高峰", {"李四"}, "2015"),
  });
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"Anna Weber", "by initial middle mention"},
      {"Weber Anna", "by initial middle mention"},
      {"Weber, Anna", "by initial middle mention"},
      {"anna weber", "by initial middle mention"},
      {"A. Weber", "initial by middle"},
      {"\"Anna Weber\"", "mention by"},  // As text, newest first where nothing scores.
      {"Anna Weber layers", "by initial middle"},
      {"钱学知", "chinese told"},
      {"钱学知等", "chinese told"},
      {"高峰", "most peaks peak peaks more peaks"},  // More papers have the word than the author.
      {"Karl Liu", "others"},                        // Two people.
  };
  for (const auto& [query, expected] : cases) {
    const std::string found = Found(index.searcher(), query);
    if (query.front() == '"') {
      EXPECT_NE(found.find("mention"), std::string::npos) << query << ": " << found;
    } else {
      EXPECT_EQ(found, expected) << query;
    }
  }
  EXPECT_TRUE(NotesOf(index.searcher(), "Karl Liu").starts_with("'Karl, Liu' is read as author"));
  EXPECT_EQ(NotesOf(index.searcher(), "Weber, Anna"),
            "'Weber Anna' is read as author first (in quotes it is text)");
}

TEST(Entities, NamesEndAtCommas) {
  const TestIndex index({Of("a", "Layers", {"Anna Weber", "Karl Liu", "Yu Wu"}),
                         Of("b", "Depth and pose", {"Liu K. Weber", "And Karl"})});
  struct Case {
    std::string query;
    std::string names;
  };
  const Case cases[] = {
      {"Anna Weber, Karl Liu", "Anna Weber, Karl Liu"},
      {"Anna Weber and Karl Liu, Anna Weber", "Anna Weber, Karl Liu"},
      {"Wu, Y., Liu, K., & Weber, A.", "Wu Y, Liu K, Weber A"},
  };
  for (const auto& [query, names] : cases)
    EXPECT_TRUE(NotesOf(index.searcher(), query).starts_with("'" + names + "' is read as author"))
        << query << ": " << NotesOf(index.searcher(), query);
}

TEST(Entities, ANameIsExplained) {
  const TestIndex index({Of("by", "Layers", {"Anna Weber"}, "2018")});
  const SearchResponse response =
      index.searcher().Search({.query = "Anna Weber 2018", .explain = true});
  ASSERT_EQ(response.hits.size(), 1U);
  std::string evidence;
  for (const Evidence& one : response.hits[0].evidence) evidence += one.form + '=' + one.text + ' ';
  EXPECT_EQ(evidence, "date=2018 author=Anna Weber ");
}

TEST(Entities, YearsComeBeforeTheirMention) {
  const TestIndex index({
      Of("want", "Pose estimation", {"Anna Weber"}, "2017-05"),
      Of("says", "The 2017 call, 2017", {"Anna Weber"}, "2018"),
      Of("neither", "Pose and 2016", {"Anna Weber"}, "2018"),
  });
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"Anna Weber 2017", "want says"},
      {"Weber et al. 2017", "want says"},
      {"(Weber et al., 2017)", "want says"},
      {"Weber 等 2017年", "want"},
      {"pose 2017", "want"},
      {"2017", "says"},  // A year alone is text.
      {"Pose estimation (Weber et al., 2017)", "want"},
  };
  for (const auto& [query, expected] : cases) {
    const std::string found = Found(index.searcher(), query);
    EXPECT_TRUE(found.starts_with(expected)) << query << ": " << found;
  }
}

TEST(Entities, JournalsAndDomainsHaveNames) {
  Paper domain = Of("domain", "Depth", {}, "2019", "");
  domain.domains = {"computer vision"};
  const TestIndex index({
      Of("in", "Depth estimation", {}, "2019", "CVPR"),
      Of("in too", "Pose", {}, "2019", "CVPR"),
      Of("about", "Depth estimation at CVPR, a CVPR report", {}, "2020", "Notes"),
      Of("zh", "信息共享空间", {}, "2012", "中国图书馆学报"),
      Of("zh too", "阅读推广", {}, "2013", "中国图书馆学报"),
      Of("zh about", "中国图书馆学报与信息共享空间", {}, "2014", "图书馆"),
      Of("word", "图书馆", {}, "2014", "学刊"),
      domain,
  });
  struct Case {
    std::string query;
    std::string expected;
  };
  const Case cases[] = {
      {"CVPR 2019 depth estimation", "in"},
      {"cvpr depth", "in about"},
      {"中国图书馆学报 信息共享空间", "zh zh about"},
      {"computer vision depth", "domain"},
      {"图书馆 信息共享空间", "zh about"},  // More papers have the word.
  };
  for (const auto& [query, expected] : cases) {
    const std::string found = Found(index.searcher(), query);
    EXPECT_TRUE(found.starts_with(expected)) << query << ": " << found;
  }
  EXPECT_TRUE(NotesOf(index.searcher(), "CVPR depth")
                  .starts_with("'CVPR' is read as venue first (in quotes it is text)"));
}

// Where more papers mention the words, they are text; beside others the journal adds to the score.
TEST(Entities, JournalsThatAreWordsAddToTheScore) {
  std::vector<Paper> papers = {
      Of("in", "A view of genomes by nature", {}, "2012", "Nature"),
      Of("elsewhere", "A view of genomes by nature", {}, "2014", "Cell"),
  };
  for (int i = 0; i < 5; ++i)
    papers.push_back(Of("nature" + std::to_string(i), "The nature of things", {}, "2013"));
  const TestIndex index(papers);
  EXPECT_EQ(Found(index.searcher(), "nature genomes"), "in elsewhere");
  EXPECT_EQ(Found(index.searcher(), "genomes"), "elsewhere in") << "the newest first";
  EXPECT_EQ(NotesOf(index.searcher(), "nature genomes").find("is read as"), std::string::npos);
  const std::vector<Hit> alone = index.searcher().Search({.query = "nature"}).hits;
  EXPECT_NE(alone.front().paper.id, "in") << "alone they are words";
}

TEST(Entities, AreFoundInAnyText) {
  const TestIndex index({Of("a", "Layers", {"Anna Weber", "李 四"}, "2018", "-")});
  for (const char* const query :
       {"", "-", "- -", "et al", "et al.", "等", "Anna - Weber", ", Anna", "Anna ,", "() 2018",
        "2018 2018", "A B C D E F G H I J", "-(Anna Weber)", "Anna OR Weber 2018", "李 四 2018"})
    EXPECT_NO_THROW(index.searcher().Search({.query = query, .explain = true})) << query;
}

}  // namespace
}  // namespace dssearch
