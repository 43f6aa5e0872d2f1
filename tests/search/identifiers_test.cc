// Searches for papers by what identifies them.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/fields/paper_fields.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Found;
using testing::Ids;
using testing::TestIndex;
using Fields = std::vector<std::pair<std::string, std::vector<std::string>>>;

Paper PaperOf(Fields fields, std::string key = "") {
  indexer::RawRecord record{{"f", 1}, std::move(fields)};
  record.needs_no_id = !key.empty();
  record.key = std::move(key);
  return std::get<Paper>(indexer::ToPaper(record));
}

// Papers of every kind of identifier; "cites" only names some in its summary.
std::vector<Paper> Papers() {
  return {
      PaperOf({{"id", {"2402.03300"}}, {"title", {"Mathematical reasoning in open models"}}}),
      PaperOf({{"id", {"math/0207249"}}, {"title", {"Invariants of braids"}}}),
      PaperOf({{"id", {"k1"}},
               {"doi", {"https://doi.org/10.1145/3292500.3330701"}},
               {"title", {"Tuning of hyperparameters"}}}),
      PaperOf({{"id", {"k2"}},
               {"url", {"https://arxiv.org/abs/1706.03762v5"}},
               {"title", {"Attention alone"}}}),
      PaperOf({{"id", {"k3"}}, {"doi", {"10.48550/arXiv.2112.04197"}}, {"title", {"Layouts"}}}),
      PaperOf({{"id", {"k4"}}, {"acl_id", {"P18-1001"}}, {"title", {"Parsing of questions"}}}),
      PaperOf({{"id", {"k5"}},
               {"url", {"https://openreview.net/forum?id=rJXMpikCZ"}},
               {"title", {"Graphs with attention"}}}),
      PaperOf({{"id", {"k6"}}, {"PMID", {"29474831"}}, {"title", {"Cells in tissue"}}}),
      PaperOf({{"title", {"Residual layers"}}, {"eprint", {"1512.03385"}}}, "He2016deep"),
      PaperOf({{"id", {"cites"}},
               {"title", {"Reading of PDF"}},
               {"abstract",
                {"As https://arxiv.org/abs/2402.03300, 10.9999/unknown.1 and PubMed 12345678 say, "
                 "he2016deep is "
                 "read."}}}),
  };
}

TEST(Identifiers, FindThePaperInAnyForm) {
  const TestIndex index(Papers());
  struct Case {
    std::string expected;
    std::vector<std::string> queries;
  };
  const Case cases[] = {
      {"2402.03300",
       {"2402.03300", "arXiv:2402.03300v2", "ARXIV: 2402.03300", "https://arxiv.org/abs/2402.03300",
        "https://arxiv.org/pdf/2402.03300v1.pdf", "arxiv.org/abs/2402.03300?context=cs",
        "10.48550/arXiv.2402.03300", "id:2402.03300v2", "id:arXiv:2402.03300", "编号：2402.03300",
        "id:https://arxiv.org/abs/2402.03300", "(2402.03300)", "请看arXiv:2402.03300。"}},
      {"math/0207249", {"math/0207249", "arXiv:math/0207249v1", "math.AG/0207249"}},
      {"k1",
       {"10.1145/3292500.3330701", "https://doi.org/10.1145/3292500.3330701",
        "doi:10.1145/3292500.3330701", "DOI 10.1145/3292500.3330701", "id:10.1145/3292500.3330701",
        "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701", "id:k1", "id:K1"}},
      {"k2", {"1706.03762", "id:1706.03762"}},
      {"k3", {"2112.04197", "10.48550/arXiv.2112.04197"}},
      {"k4", {"P18-1001", "p18-1001", "https://aclanthology.org/P18-1001.pdf"}},
      {"k5", {"https://openreview.net/pdf?id=rJXMpikCZ", "id:rJXMpikCZ"}},
      {"k6", {"PMID: 29474831", "https://pubmed.ncbi.nlm.nih.gov/29474831/", "id:PMID:29474831"}},
      {"1512.03385", {"1512.03385", "id:He2016deep", "id:he2016deep"}},
      {"", {"id:29474831", "id:k"}},
      // Beside words, which it is found with or without.
      {"2402.03300", {"2402.03300 mathematical reasoning", "reasoning 2402.03300"}},
      {"2402.03300 k6", {"2402.03300 PMID:29474831", "2402.03300, PMID: 29474831"}},
  };
  for (const auto& [expected, queries] : cases)
    for (const std::string& query : queries)
      EXPECT_EQ(Found(index.searcher(), query), expected) << query;
  EXPECT_EQ(Found(index.searcher(), "-2402.03300 reasoning"), "");
  EXPECT_EQ(Found(index.searcher(), "\"2402.03300\""), "cites");
}

TEST(Identifiers, ComeBeforeAnyWords) {
  const TestIndex index(Papers());
  const auto first = [&](const std::string& query, Match match = Match::kAuto) {
    const SearchResponse found = index.searcher().Search({.query = query, .match = match});
    return found.hits.empty() ? "" : found.hits[0].paper.id;
  };
  EXPECT_EQ(first("2402.03300 graphs with attention"), "2402.03300");
  EXPECT_EQ(first("attention graphs 2402.03300", Match::kAny), "2402.03300");
  EXPECT_EQ(first("10.1145/3292500.3330701 (graphs OR attention)"), "k1");
  // A key that is typed alone; texts that have it come after.
  EXPECT_EQ(Found(index.searcher(), "he2016deep"), "1512.03385 cites");
}

TEST(Identifiers, ThatNoPaperHasAreSearchedAsTextAndSaidSo) {
  const TestIndex index(Papers());
  struct Case {
    std::string query;
    std::string identifier;
    std::string expected;
  };
  const Case cases[] = {
      {"https://doi.org/10.9999/unknown.1", "10.9999/unknown.1", "cites"},
      {"https://arxiv.org/abs/2401.00001", "2401.00001", ""},
      {"PMID: 12345678", "PMID:12345678", "cites"},
      {"PMID: 77", "PMID:77", ""},
  };
  for (const auto& [query, identifier, expected] : cases) {
    const SearchResponse found = index.searcher().Search({.query = query});
    EXPECT_EQ(Ids(found), expected) << query;
    ASSERT_EQ(found.notes.size(), 1U) << query;
    EXPECT_EQ(found.notes[0], (Note{Note::Kind::kUnknownIdentifier, {identifier}})) << query;
    EXPECT_TRUE(found.translations.empty()) << query;
  }
}

TEST(Identifiers, AreExplained) {
  const TestIndex index(Papers());
  const SearchResponse found =
      index.searcher().Search({.query = "arXiv:2402.03300v1 reasoning", .explain = true});
  EXPECT_EQ(found.tree, "(and (id = 2402.03300) reasoning)");
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits[0].evidence[0].text, "2402.03300");
  EXPECT_EQ(found.hits[0].evidence[0].form, "identifier");
  const Verdict verdict = index.searcher().WhyNot({.query = "2402.03300 reasoning"}, "k2");
  ASSERT_EQ(verdict.conditions.size(), 2U);
  EXPECT_EQ(verdict.conditions[0].text, "(id = 2402.03300)");
  EXPECT_FALSE(verdict.conditions[0].holds);
}

TEST(Identifiers, NameAPaperWhereItsIdDoes) {
  const TestIndex index(Papers());
  EXPECT_EQ(index.searcher().Get("arXiv:1706.03762v2")->id, "k2");
  EXPECT_EQ(index.searcher().Get("K2")->id, "k2");
  EXPECT_FALSE(index.searcher().Get("1706.99999"));
}

TEST(Identifiers, OfOnePaperMayBeTheIdOfAnother) {
  // A paper is replaced by its id alone.
  TestIndex index({{.id = "2402.03300", .title = "One"},
                   {.id = "b", .title = "Two", .identifiers = {"2402.03300"}},
                   {.id = "B", .title = "Three"}});
  EXPECT_EQ(Found(index.searcher(), "2402.03300"), "2402.03300 b");
  EXPECT_EQ(Found(index.searcher(), "id:b"), "b");
  EXPECT_EQ(Found(index.searcher(), "id:B"), "B");
  index.Update({{.id = "2402.03300", .title = "Once"}});
  EXPECT_EQ(Found(index.searcher(), "2402.03300"), "2402.03300 b");
  EXPECT_EQ(index.searcher().size(), 3U);
}

}  // namespace
}  // namespace dssearch
