#include "searcher/index/local/rank/scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "searcher/format/forward_positions.h"
#include "searcher/format/schema.h"
#include "searcher/index/bm25.h"

namespace dssearch {
namespace {

using Kind = QueryNode::Kind;
using Scores = std::map<Xapian::docid, double>;

// These are more documents than a RangeWindow has, so that there are several windows.
constexpr int kDocs = 17'000;

// Documents of up to 12 words, most of which are frequent. Every seventh docid is unused.
Xapian::WritableDatabase RandomDocs(std::mt19937& random, int count) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  std::geometric_distribution<int> word(0.3);
  for (int i = 0; i < count; ++i) {
    Xapian::Document document;
    std::string text;
    format::ForwardPositionsBuilder positions;
    positions.BeginText(format::TextPart::kBody);
    const auto length = static_cast<Xapian::termpos>(random() % 12);
    for (Xapian::termpos at = 1; at <= length; ++at) {
      text += static_cast<char>('a' + std::min(word(random), 25));
      document.add_posting(text.substr(at - 1), at);
      positions.Add(text.substr(at - 1), at);
    }
    document.add_value(format::kForwardPositionsSlot, positions.Encode());
    document.set_data(text);
    const Xapian::docid id = database.add_document(document);
    if (i % 7 == 3) database.delete_document(id);
  }
  return database;
}

QueryNode RandomQuery(std::mt19937& random, int depth) {
  constexpr Kind kKinds[] = {Kind::kAnd,    Kind::kOr,     Kind::kOr,     Kind::kAndMaybe,
                             Kind::kFilter, Kind::kAndNot, Kind::kPhrase, Kind::kMatchAll};
  QueryNode query = QueryNode::Term(std::string(1, static_cast<char>('a' + random() % 20)));
  if (depth > 0 && random() % 4 != 0) {
    const Kind kind = kKinds[random() % std::size(kKinds)];
    const bool phrase = kind == Kind::kPhrase;
    if (kind == Kind::kMatchAll) return QueryNode::MatchAll(static_cast<double>(random() % 3));
    query = QueryNode::Of(kind, {}, phrase ? 2 : 0);
    for (int i = 0; i < 2; ++i) {
      query.children.push_back(RandomQuery(random, phrase ? 0 : depth - 1));
      if (phrase) query.children.back().boost = 1;
    }
  }
  query.boost = static_cast<double>(random() % 4) / 2;
  return query;
}

// The same query for Xapian's own matcher.
Xapian::Query ToXapian(const QueryNode& query) {
  using Op = Xapian::Query::op;
  const std::map<Kind, Op> ops = {{Kind::kAnd, Op::OP_AND},
                                  {Kind::kOr, Op::OP_OR},
                                  {Kind::kAndMaybe, Op::OP_AND_MAYBE},
                                  {Kind::kFilter, Op::OP_FILTER},
                                  {Kind::kAndNot, Op::OP_AND_NOT},
                                  {Kind::kPhrase, Op::OP_PHRASE}};
  Xapian::Query xapian;
  if (query.kind == Kind::kTerm) {
    xapian = Xapian::Query(query.term);
  } else if (query.kind == Kind::kMatchAll) {
    return Xapian::Query((new Xapian::FixedWeightPostingSource(query.boost))->release());
  } else {
    std::vector<Xapian::Query> children;
    for (const QueryNode& child : query.children) children.push_back(ToXapian(child));
    xapian = Xapian::Query(ops.at(query.kind), children.begin(), children.end(), query.window);
  }
  // Xapian's phrases take unscaled terms only.
  return query.boost == 1 ? xapian : Xapian::Query(Op::OP_SCALE_WEIGHT, xapian, query.boost);
}

Scores ScoresByXapian(const LocalReader& reader, const QueryNode& query) {
  Xapian::Enquire enquire(reader.segments().front().database);
  enquire.set_query(ToXapian(query));
  enquire.set_weighting_scheme(Xapian::BM25Weight(kK1, 0, 1, kB, kMinNormalizedLength));
  Scores scores;
  const Xapian::MSet found = enquire.get_mset(0, reader.doc_count());
  for (auto it = found.begin(); it != found.end(); ++it) scores[*it] = it.get_weight();
  return scores;
}

Scores AllScores(const LocalReader& reader, const QueryNode& query, const DocBitSet& docs,
                 Positions positions) {
  Scores scores;
  for (const ScoredDoc& one : Scorer(query, reader, positions).TopK(docs, kDocs))
    scores[one.doc] = one.score;
  return scores;
}

// Whether a document of these words, a letter each, matches.
bool Matches(const QueryNode& query, const std::string& text) {
  const auto child = [&](std::size_t i) { return Matches(query.children[i], text); };
  switch (query.kind) {
    case Kind::kTerm:
      return text.find(query.term) != std::string::npos;
    case Kind::kAnd:
    case Kind::kFilter:
      return child(0) && child(1);
    case Kind::kOr:
      return child(0) || child(1);
    case Kind::kAndMaybe:
      return child(0);
    case Kind::kAndNot:
      return child(0) && !child(1);
    case Kind::kPhrase:
      return text.find(query.children[0].term + query.children[1].term) != std::string::npos;
    default:
      return true;
  }
}

Scores ScoresOfMatching(const LocalReader& reader, const QueryNode& query, const Scores& scores) {
  Scores matching;
  for (auto it = reader.segments().front().database.postlist_begin("");
       it != reader.segments().front().database.postlist_end(""); ++it)
    if (Matches(query, reader.segments().front().database.get_document(*it).get_data())) {
      const auto found = scores.find(*it);
      matching[*it] = found == scores.end() ? -1 : found->second;
    }
  return matching;
}

void ExpectNear(const Scores& actual, const Scores& expected, const std::string& what) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  for (const auto& [doc, score] : expected) {
    ASSERT_TRUE(actual.contains(doc)) << what << doc;
    ASSERT_NEAR(actual.at(doc), score, 1e-6 * (1 + score)) << what << doc;
  }
}

TEST(Scorer, AgreesWithXapian) {
  std::mt19937 random(4);
  const LocalReader one({RandomDocs(random, kDocs)});
  for (int i = 0; i < 150; ++i) {
    const QueryNode query = RandomQuery(random, 3);
    const DocBitSet docs = DocsMatching(query, one);
    // Xapian 1.4.22 finds two documents too many for AND_NOT of some AND_MAYBE, so that only
    // matching ones are compared.
    ExpectNear(AllScores(one, query, docs, Positions::kVerified),
               ScoresOfMatching(one, query, ScoresByXapian(one, query)),
               ToXapian(query).get_description() + " ");
    if (HasFatalFailure()) return;
  }
}

TEST(Scorer, ScoresAlikeInBlocksAndWindows) {
  std::mt19937 random(5);
  const LocalReader reader({RandomDocs(random, kDocs)});
  for (int i = 0; i < 50; ++i) {
    const QueryNode query = RandomQuery(random, 3);
    const DocBitSet docs = DocsMatching(query, reader);
    const Scores all = AllScores(reader, query, docs, Positions::kVerified);
    const Scores approximate = AllScores(reader, query, docs, Positions::kApproximation);
    DocBitSet some(reader.last_doc());
    Scores expected;
    for (const auto& [doc, score] : all) {
      ASSERT_LE(score, approximate.at(doc));
      if (random() % 500 != 0) continue;
      some.Add(doc);
      expected[doc] = score;
    }
    EXPECT_EQ(AllScores(reader, query, some, Positions::kVerified), expected);
  }
}

// The documents of a phrase are cached once all its candidates are verified; until then its
// positions are verified in each document.
TEST(Scorer, ScoresAlikeWithCachedPhrases) {
  std::mt19937 random(8);
  const LocalReader reader({RandomDocs(random, 200)});
  DocBitSet some(reader.last_doc());
  const DocBitSet having = DocsMatching(QueryNode::Term("a"), reader);
  having.ForEach([&](Xapian::docid doc) {
    if (some.size() < 60) some.Add(doc);
  });
  for (const std::string words : {"ab", "ba", "bc", "aa", "ca"}) {
    const QueryNode phrase = QueryNode::Of(
        Kind::kPhrase, {QueryNode::Term(words.substr(0, 1)), QueryNode::Term(words.substr(1))}, 2);
    const QueryNode query = QueryNode::Of(Kind::kAndMaybe, {QueryNode::Term("a"), phrase});
    const Scores looked_up = AllScores(reader, query, some, Positions::kVerified);
    const DocBitSet in_place = DocsMatching(phrase, reader);
    // The result is cached, and read from the cache.
    ASSERT_EQ(DocsMatching(phrase, reader), in_place);
    EXPECT_EQ(AllScores(reader, query, some, Positions::kVerified), looked_up) << words;
    const Scores alone = AllScores(reader, QueryNode::Term("a"), some, Positions::kVerified);
    for (const auto& [doc, score] : looked_up)
      EXPECT_EQ(score > alone.at(doc), in_place.Has(doc)) << words << doc;
  }
}

TEST(Scorer, CollectsTheTopKAndThoseEqualToTheLast) {
  std::mt19937 random(6);
  const LocalReader reader({RandomDocs(random, 3000)});
  for (int i = 0; i < 50; ++i) {
    const QueryNode query = RandomQuery(random, 2);
    const DocBitSet docs = DocsMatching(query, reader);
    std::vector<double> all;
    for (const auto& [doc, score] : AllScores(reader, query, docs, Positions::kVerified))
      all.push_back(score);
    std::sort(all.rbegin(), all.rend());
    for (const std::size_t k : {std::size_t{1}, std::size_t{10}, std::size_t{300}}) {
      std::vector<double> best;
      for (const ScoredDoc& one : Scorer(query, reader, Positions::kVerified).TopK(docs, k))
        best.push_back(one.score);
      std::sort(best.rbegin(), best.rend());
      std::size_t end = std::min(k, all.size());
      while (end > 0 && end < all.size() && all[end] == all[end - 1]) ++end;
      EXPECT_EQ(best,
                std::vector<double>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(end)));
    }
  }
}

// Documents that cannot be among the best are given up, window by window, and none of the best is.
TEST(Scorer, FindsTheBestOfSeveralWindows) {
  std::mt19937 random(8);
  const LocalReader reader({RandomDocs(random, kDocs)});
  for (int i = 0; i < 40; ++i) {
    QueryNode query = QueryNode::Of(Kind::kOr, {});
    for (int n = 0; n < 6; ++n) query.children.push_back(RandomQuery(random, n % 3));
    const DocBitSet docs = DocsMatching(query, reader);
    for (const Positions positions : {Positions::kApproximation, Positions::kVerified}) {
      std::vector<double> all;
      for (const auto& [doc, score] : AllScores(reader, query, docs, positions))
        all.push_back(score);
      std::sort(all.rbegin(), all.rend());
      const auto best = [&](std::size_t k, double least) {
        std::vector<double> scores;
        for (const ScoredDoc& one : Scorer(query, reader, positions).TopK(docs, k, least))
          scores.push_back(one.score);
        std::sort(scores.rbegin(), scores.rend());
        return scores;
      };
      const std::vector<double> ten = best(10, 0);
      ASSERT_GE(ten.size(), std::min<std::size_t>(10, all.size()));
      EXPECT_TRUE(std::equal(ten.begin(), ten.end(), all.begin())) << i;
      if (all.empty()) continue;
      const double half = all.front() / 2;
      std::vector<double> above = all;
      above.erase(std::find_if(above.begin(), above.end(), [&](double one) { return one < half; }),
                  above.end());
      EXPECT_EQ(best(all.size(), half), above) << i;
    }
  }
}

TEST(Scorer, ApproximatesAFormByItsStem) {
  std::mt19937 random(9);
  // "j" stands for a form of "a": the documents that have it are among those of "a".
  Xapian::WritableDatabase database = RandomDocs(random, 3000);
  for (Xapian::docid doc = 1; doc <= database.get_lastdocid(); ++doc) {
    if (doc % 7 == 4) continue;  // Unused.
    Xapian::Document document = database.get_document(doc);
    const std::string text = document.get_data();
    if (text.find('j') != std::string::npos) document.remove_term("j");
    if (doc % 3 == 0 && text.find('a') != std::string::npos) document.add_term("j", 1);
    database.replace_document(doc, document);
  }
  const LocalReader reader({database});
  QueryNode form = Boosted(QueryNode::Term("j"), 0.5);
  form.approximated_by = "a";
  const QueryNode query = QueryNode::Of(Kind::kAndMaybe, QueryNode::Term("a"), form);
  const DocBitSet docs = DocsMatching(query, reader);
  EXPECT_EQ(docs, DocsMatching(QueryNode::Term("a"), reader));
  const Scores stem = AllScores(reader, QueryNode::Term("a"), docs, Positions::kVerified);
  const Scores exact = AllScores(reader, query, docs, Positions::kVerified);
  const Scores approximate = AllScores(reader, query, docs, Positions::kApproximation);
  const double idf_of_stem = Idf(docs.size(), reader.doc_count());
  const double idf_of_form =
      Idf(DocsMatching(QueryNode::Term("j"), reader).size(), reader.doc_count());
  std::size_t more = 0;
  for (const auto& [doc, score] : stem) {
    const double expected = score * (1 + 0.5 * idf_of_form / idf_of_stem);
    EXPECT_NEAR(approximate.at(doc), expected, 1e-9);
    EXPECT_GE(approximate.at(doc), exact.at(doc) - 1e-9);
    if (exact.at(doc) > score) ++more;
  }
  EXPECT_EQ(more, DocsMatching(form, reader).size());
  EXPECT_GT(more, 0U);
}

// Of several alternatives the highest score counts. Few documents are scored in blocks, with the
// same scores as all together.
TEST(Scorer, ScoresDisMaxByTheBestAlternative) {
  std::mt19937 random(7);
  const LocalReader reader({RandomDocs(random, kDocs)});
  const auto word = [&] { return RandomQuery(random, 1); };
  for (int i = 0; i < 30; ++i) {
    // The alternatives score less than the terms, or more.
    const double each = i % 3 == 0 ? 5 : 1000;
    const auto counted = [&](double words) {
      return QueryNode::Of(Kind::kAndMaybe, {word(), QueryNode::MatchAll(words * each)});
    };
    QueryNode query = QueryNode::Of(Kind::kOr, {});
    for (int n = 0; n < 5; ++n) {
      if (n % 2 == 0) {
        query.children.push_back(counted(1));
      } else {
        query.children.push_back(
            QueryNode::Of(Kind::kDisMax, {counted(1), counted(n == 1 ? 0.6 : 2)}));
      }
    }
    const DocBitSet docs = DocsMatching(query, reader);
    const Scores all = AllScores(reader, query, docs, Positions::kVerified);
    DocBitSet some(reader.last_doc());
    Scores scores_of_some;
    for (const auto& [doc, score] : all) {
      if (random() % 300 != 0) continue;
      some.Add(doc);
      scores_of_some[doc] = score;
    }
    ExpectNear(AllScores(reader, query, some, Positions::kVerified), scores_of_some, "some ");
    std::vector<double> expected;
    for (const auto& [doc, score] : all) expected.push_back(score);
    std::sort(expected.rbegin(), expected.rend());
    for (const std::size_t k : {std::size_t{1}, std::size_t{20}, std::size_t{1000}}) {
      std::vector<double> best;
      for (const ScoredDoc& one : Scorer(query, reader, Positions::kVerified).TopK(docs, k)) {
        ASSERT_EQ(one.score, all.at(one.doc));
        best.push_back(one.score);
      }
      std::sort(best.rbegin(), best.rend());
      ASSERT_GE(best.size(), std::min(k, expected.size()));
      expected.resize(std::max(best.size(), expected.size()));
      EXPECT_TRUE(std::equal(best.begin(), best.end(), expected.begin())) << i << ' ' << k;
    }
  }
}

TEST(Scorer, ScoresSynonymsAsOneTerm) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const std::vector<std::vector<std::string>> texts = {{"color", "colour", "x"},
                                                       {"color", "color", "x"},
                                                       {"gpt", "four", "x"},
                                                       {"four", "gpt", "x"}};
  for (const std::vector<std::string>& text : texts) {
    Xapian::Document document;
    format::ForwardPositionsBuilder positions;
    positions.BeginText(format::TextPart::kBody);
    for (std::size_t i = 0; i < text.size(); ++i) {
      document.add_term(text[i]);
      positions.Add(text[i], static_cast<std::uint32_t>(i));
    }
    document.add_value(format::kForwardPositionsSlot, positions.Encode());
    database.add_document(document);
  }
  const LocalReader reader({database});
  const auto scores = [&](const QueryNode& query) {
    return AllScores(reader, query, DocsMatching(query, reader), Positions::kVerified);
  };
  const QueryNode words =
      QueryNode::Of(Kind::kSynonym, {QueryNode::Term("color"), QueryNode::Term("colour")});
  EXPECT_EQ(scores(words).size(), 2U);
  EXPECT_EQ(scores(words)[1], scores(words)[2]);

  const QueryNode phrase =
      QueryNode::Of(Kind::kPhrase, {QueryNode::Term("gpt"), QueryNode::Term("four")}, 2);
  const QueryNode compound = QueryNode::Of(Kind::kSynonym, {QueryNode::Term("colour"), phrase});
  EXPECT_EQ(scores(compound).size(), 2U);
  EXPECT_EQ(scores(compound)[1], scores(compound)[3]);
}

}  // namespace
}  // namespace dssearch
