// What every kind of index answers to the four things that are asked of it: the same.

#include "searcher/index/index_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "indexer/index_writer.h"
#include "searcher/format/calendar.h"
#include "searcher/format/lexicon.h"
#include "searcher/format/record.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/reader_pool.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using Kind = QueryNode::Kind;
using testing::TestIndex;

/// A kind of index.
struct Engine {
  const char* name;
  std::function<ReaderPool::Open(const TestIndex& index)> opener;
};

// zh1 and en1 are one paper by their DOI.
std::vector<Paper> Papers() {
  return {{.id = "zh1",
           .title = "图神经网络 networks",
           .authors = {"李明"},
           .date = "2020-05-03",
           .domains = {"图", "Survey"},
           .doi = "10.1000/a"},
          {.id = "en1",
           .title = "Graph neural networks",
           .authors = {"Ming Li"},
           .date = "2020",
           .domains = {"图", "survey"},
           .doi = "10.1000/a"},
          {.id = "p1", .title = "Neural graph matching", .date = "2021-01", .domains = {"vision"}},
          {.id = "p2", .title = "A network of rivers", .domains = {"rivers"}},
          {.id = "p3", .title = "Gone"}};
}

class AnyIndex : public ::testing::TestWithParam<Engine> {
 protected:
  AnyIndex() : index_(Papers()) {
    index_.Update({{.id = "p3", .title = "Neural networks and graphs", .date = "2019-12"}});
    indexer::IndexWriter writer(index_.path(), indexer::IndexWriter::Mode::kUpdate, 1);
    writer.SetUserTerms({{"neural", "neural", {{"神经", 1, 0, format::Origin::kUser}}}});
    writer.Publish();
    pool_ = std::make_unique<ReaderPool>(GetParam().opener(index_));
    lease_ = std::make_unique<ReaderPool::Lease>(pool_->Borrow());
  }

  const IndexReader& Reader() const { return **lease_; }

  // The ids of what a query finds, in an order.
  std::string Ranked(const Execution& execution, Sort sort, std::size_t offset = 0,
                     std::size_t limit = 10) const {
    const auto cursor =
        Reader().Rank(*execution.query, Reader().Execute(execution).matches, sort, offset, limit);
    std::string ids;
    for (std::vector<RankedPaper> some = cursor->Next(2); !some.empty(); some = cursor->Next(2))
      for (const RankedPaper& one : some) ids += (ids.empty() ? "" : " ") + one.stored.paper.id;
    return ids;
  }

  TestIndex index_;
  std::unique_ptr<ReaderPool> pool_;
  std::unique_ptr<ReaderPool::Lease> lease_;
};

QueryNode Term(const std::string& term) { return QueryNode::Term(term); }

QueryNode Phrase(const std::vector<std::string>& words) {
  std::vector<QueryNode> terms(words.size());
  std::transform(words.begin(), words.end(), terms.begin(), Term);
  return QueryNode::Of(Kind::kPhrase, std::move(terms), static_cast<unsigned>(words.size()));
}

QueryNode Value(const char* field, const std::string& value) {
  return Term(format::ValueTerm(*format::FindField(field), value));
}

// "a 2, b 1 (undated 3)", by value.
std::string Text(Counts counts) {
  std::string text;
  std::sort(counts.values.begin(), counts.values.end(),
            [](const ValueCount& a, const ValueCount& b) { return a.folded < b.folded; });
  std::sort(counts.dates.begin(), counts.dates.end(),
            [](const DateCount& a, const DateCount& b) { return a.days.first < b.days.first; });
  const auto add = [&text](const std::string& name, std::uint64_t count) {
    text += (text.empty() ? "" : ", ") + name + ' ' + std::to_string(count);
  };
  for (const ValueCount& one : counts.values) add(std::string(one.folded), one.count);
  for (const DateCount& one : counts.dates) add(format::FormatDate(one.days), one.count);
  if (counts.undated > 0) add("undated", counts.undated);
  return text;
}

TEST_P(AnyIndex, KnowsItsTerms) {
  EXPECT_EQ(Reader().doc_count(), 5U);
  EXPECT_TRUE(Reader().IsCurrent());
  const TermStats stats = Reader().StatsOf("networks");
  EXPECT_EQ(stats.doc_freq, 3U);
  EXPECT_EQ(Reader().StatsOf("gone").doc_freq, 0U);  // Its paper was replaced.
  const std::string stem =
      format::StemTerm(format::kTextField, Reader().analyzer().Stem("networks"));
  EXPECT_EQ(Reader().StatsOf(stem).doc_freq, 4U);
  std::vector<std::string> forms = Reader().FormsOf(stem);
  std::sort(forms.begin(), forms.end());
  EXPECT_EQ(forms, (std::vector<std::string>{"network", "networks"}));
  std::string terms;
  for (auto it = Reader().Terms("g"); !it->AtEnd(); it->Next())
    terms += it->term() + ' ' + std::to_string(it->doc_freq()) + ", ";
  EXPECT_EQ(terms, "graph 2, graphs 1, ");
  const auto skipped = Reader().Terms("g");
  skipped->SkipTo("graph!");
  EXPECT_EQ(skipped->term(), "graphs");
}

TEST_P(AnyIndex, HasMetadata) {
  EXPECT_FALSE(Reader().MetadataOf(format::LexiconKey("neural")).empty());
  EXPECT_EQ(Reader().MetadataOf("nothing"), "");
  EXPECT_EQ(Reader().NamesInBothLanguages(), (std::vector<NamePair>{{"李明", "ming li"}}));
}

TEST_P(AnyIndex, CountsDocuments) {
  const auto count = [&](const QueryNode& query, Precision precision) {
    return Reader().DocFreq(query, precision);
  };
  EXPECT_EQ(count(Term("neural"), Precision::kExact), 3U);
  const QueryNode phrase = Phrase({"graph", "neural"});
  EXPECT_EQ(count(phrase, Precision::kApproximate), 2U);
  EXPECT_EQ(count(phrase, Precision::kEstimated), 1U);
  EXPECT_EQ(count(phrase, Precision::kExact), 1U);
  EXPECT_EQ(count(QueryNode::Of(Kind::kAndNot, Term("neural"), phrase), Precision::kExact), 2U);
  EXPECT_EQ(count(QueryNode::MatchAll(), Precision::kExact), 5U);
  EXPECT_EQ(count({.kind = Kind::kDateRange, .days = {20200101, 20201231}}, Precision::kExact), 2U);
  EXPECT_EQ(count({.kind = Kind::kAddedAfter, .commit = 1}, Precision::kExact), 0U);
  const QueryNode graph = Term("graph");
  const QueryNode neural = Term("neural");
  EXPECT_EQ(Reader().BestSum({{&graph, 2}, {&neural, 3}, {&phrase, 4}}, Value("domain", "vision")),
            9);
  EXPECT_EQ(Reader().BestSum({{&graph, 2}}, Term("nothing")), 0);
}

TEST_P(AnyIndex, ExecutesQueries) {
  const QueryNode query = QueryNode::Of(Kind::kOr, Term("neural"), Term("networks"));
  const QueryNode in_survey = Value("domain", "survey");
  Execution execution{.query = &query,
                      .filters = {{format::FindField("domain"), &in_survey}},
                      .counts = {{format::FindField("domain"), {}, {"survey", "rivers"}},
                                 {&format::kDateField, DateStep::kYear}}};
  Executed executed = Reader().Execute(execution);
  EXPECT_EQ(executed.matches->total(), 2U);
  EXPECT_EQ(Text(executed.counts[0]), "rivers 0, survey 2, vision 1, 图 2");
  EXPECT_EQ(Text(executed.counts[1]), "2020 2");
  EXPECT_TRUE(Reader().Has(*executed.matches, "en1"));
  EXPECT_FALSE(Reader().Has(*executed.matches, "p1"));
  EXPECT_FALSE(Reader().Has(*executed.matches, "nobody"));
  execution.fold = true;
  executed = Reader().Execute(execution);
  EXPECT_EQ(executed.matches->total(), 1U);
  EXPECT_EQ(executed.matches->folded(), 1U);
  EXPECT_EQ(Text(executed.counts[0]), "rivers 0, survey 1, vision 1, 图 1");
  EXPECT_EQ(Text(executed.counts[1]), "2020 1");
  EXPECT_EQ(Ranked(execution, Sort::kNewest), "en1");
  execution.prefer_chinese = true;
  EXPECT_EQ(Ranked(execution, Sort::kNewest), "zh1");
}

TEST_P(AnyIndex, FindsWhatIsNearTheBest) {
  const QueryNode query =
      QueryNode::Of(Kind::kOr, {Term("graph"), Term("neural"), Term("networks")});
  const QueryNode none = Term("nothing");
  EXPECT_EQ(Ranked({.query = &query}, Sort::kTitle), "zh1 en1 p1 p3");
  EXPECT_EQ(Ranked({.query = &query, .near = Near{.share = .9, .always = &none}}, Sort::kTitle),
            "en1");
  const QueryNode always = Value("domain", "vision");
  EXPECT_EQ(Ranked({.query = &query, .near = Near{.share = .9, .always = &always}}, Sort::kTitle),
            "en1 p1");
}

TEST_P(AnyIndex, RanksPapers) {
  const QueryNode all = QueryNode::MatchAll();
  EXPECT_EQ(Ranked({.query = &all}, Sort::kNewest), "p1 zh1 en1 p3 p2");
  EXPECT_EQ(Ranked({.query = &all}, Sort::kOldest), "p3 en1 zh1 p1 p2");
  EXPECT_EQ(Ranked({.query = &all}, Sort::kNewest, 1, 3), "zh1 en1 p3");
  const QueryNode query = QueryNode::Of(Kind::kOr, Term("rivers"), Term("neural"));
  EXPECT_EQ(Ranked({.query = &query}, Sort::kRelevance, 0, 1), "p2");
  const auto cursor =
      Reader().Rank(query, Reader().Execute({.query = &query}).matches, Sort::kRelevance, 0, 1);
  const std::vector<RankedPaper> best = cursor->Next(1);
  ASSERT_EQ(best.size(), 1U);
  const std::vector<std::vector<Evidence>> evidence = Reader().Explain(query, {"p2"});
  ASSERT_EQ(evidence.size(), 1U);
  ASSERT_EQ(evidence[0].size(), 1U);
  EXPECT_EQ(evidence[0][0].text, "rivers");
  EXPECT_DOUBLE_EQ(evidence[0][0].score, best[0].score);
}

TEST_P(AnyIndex, ReadsPapers) {
  const auto found = Reader().Find("en1");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->paper.title, "Graph neural networks");
  EXPECT_EQ(found->other, (OtherRecord{"zh1", "图神经网络 networks"}));
  EXPECT_EQ(found->added.commit, 1U);
  const auto replaced = Reader().Find("p3");
  ASSERT_TRUE(replaced);
  EXPECT_EQ(replaced->added.commit, 1U);
  EXPECT_EQ(replaced->changed.commit, 2U);
  EXPECT_TRUE(Reader().Find("https://doi.org/10.1000/A"));
  EXPECT_FALSE(Reader().Find("nobody"));
  EXPECT_EQ(Reader().Some(Term("neural"), 2).size(), 2U);
  EXPECT_EQ(Reader().Some(Term("rivers"), 1).front().id, "p2");
  EXPECT_TRUE(Reader().Some(Term("gone"), 1).empty());
}

INSTANTIATE_TEST_SUITE_P(Local, AnyIndex,
                         ::testing::Values(Engine{"Directory",
                                                  [](const TestIndex& index) {
                                                    return LocalReader::Opener(index.path());
                                                  }}),
                         [](const auto& engine) { return std::string(engine.param.name); });

}  // namespace
}  // namespace dssearch
