#include "searcher/rank/scorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "searcher/format/forward_positions.h"
#include "searcher/format/schema.h"
#include "searcher/rank/bm25.h"

namespace dssearch {
namespace {

using Kind = Clause::Kind;
using Scores = std::map<Xapian::docid, double>;

// More than are scored at a time, so that there are two windows.
constexpr int kPapers = 17'000;

// Papers of up to 12 words, most of them frequent. Every seventh docid is free.
Xapian::WritableDatabase RandomPapers(std::mt19937& random, int count) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  std::geometric_distribution<int> word(0.3);
  for (int i = 0; i < count; ++i) {
    Xapian::Document paper;
    std::string text;
    format::WordOrderBuilder order;
    order.BeginText(format::TextPart::kBody);
    const auto length = static_cast<Xapian::termpos>(random() % 12);
    for (Xapian::termpos at = 1; at <= length; ++at) {
      text += static_cast<char>('a' + std::min(word(random), 25));
      paper.add_posting(text.substr(at - 1), at);
      order.Add(text.substr(at - 1), at);
    }
    paper.add_value(format::kWordOrderSlot, order.Encode());
    paper.set_data(text);
    const Xapian::docid id = database.add_document(paper);
    if (i % 7 == 3) database.delete_document(id);
  }
  return database;
}

Session SessionOf(std::vector<Xapian::Database> shards) {
  Session session;
  session.shards = std::move(shards);
  for (const Xapian::Database& shard : session.shards) session.database.add_database(shard);
  session.snapshot = std::make_shared<Snapshot>("test");
  return session;
}

Clause RandomClause(std::mt19937& random, int depth) {
  constexpr Kind kKinds[] = {Kind::kAnd,    Kind::kOr,     Kind::kOr,     Kind::kAndMaybe,
                             Kind::kFilter, Kind::kAndNot, Kind::kPhrase, Kind::kEvery};
  Clause clause = Clause::Term(std::string(1, static_cast<char>('a' + random() % 20)));
  if (depth > 0 && random() % 4 != 0) {
    const Kind kind = kKinds[random() % std::size(kKinds)];
    const bool phrase = kind == Kind::kPhrase;
    if (kind == Kind::kEvery) return Clause::Every(static_cast<double>(random() % 3));
    clause = Clause::Of(kind, {}, phrase ? 2 : 0);
    for (int i = 0; i < 2; ++i) {
      clause.children.push_back(RandomClause(random, phrase ? 0 : depth - 1));
      if (phrase) clause.children.back().weight = 1;
    }
  }
  clause.weight = static_cast<double>(random() % 4) / 2;
  return clause;
}

// The same for Xapian's own matcher.
Xapian::Query ToXapian(const Clause& clause) {
  using Op = Xapian::Query::op;
  const std::map<Kind, Op> ops = {{Kind::kAnd, Op::OP_AND},
                                  {Kind::kOr, Op::OP_OR},
                                  {Kind::kAndMaybe, Op::OP_AND_MAYBE},
                                  {Kind::kFilter, Op::OP_FILTER},
                                  {Kind::kAndNot, Op::OP_AND_NOT},
                                  {Kind::kPhrase, Op::OP_PHRASE}};
  Xapian::Query query;
  if (clause.kind == Kind::kTerm) {
    query = Xapian::Query(clause.term);
  } else if (clause.kind == Kind::kEvery) {
    return Xapian::Query((new Xapian::FixedWeightPostingSource(clause.weight))->release());
  } else {
    std::vector<Xapian::Query> children;
    for (const Clause& child : clause.children) children.push_back(ToXapian(child));
    query = Xapian::Query(ops.at(clause.kind), children.begin(), children.end(), clause.window);
  }
  // Xapian has phrases of bare terms only.
  return clause.weight == 1 ? query : Xapian::Query(Op::OP_SCALE_WEIGHT, query, clause.weight);
}

Scores ScoresByXapian(const Session& session, const Clause& clause) {
  Xapian::Enquire enquire(session.database);
  enquire.set_query(ToXapian(clause));
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(ranking::kK1, 0, 1, ranking::kB, ranking::kMinNormalizedLength));
  Scores scores;
  const Xapian::MSet found = enquire.get_mset(0, session.database.get_doccount());
  for (auto it = found.begin(); it != found.end(); ++it) scores[*it] = it.get_weight();
  return scores;
}

Scores AllScores(const Session& session, const Clause& clause, const DocSet& papers,
                 Positions positions) {
  Scores scores;
  for (const Ranked& one : Best(clause, session, papers, positions, kPapers))
    scores[one.paper] = one.score;
  return scores;
}

// Whether a paper of these words, a letter each, matches.
bool Matches(const Clause& clause, const std::string& text) {
  const auto child = [&](std::size_t i) { return Matches(clause.children[i], text); };
  switch (clause.kind) {
    case Kind::kTerm:
      return text.find(clause.term) != std::string::npos;
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
      return text.find(clause.children[0].term + clause.children[1].term) != std::string::npos;
    default:
      return true;
  }
}

Scores ScoresOfMatching(const Session& session, const Clause& clause, const Scores& scores) {
  Scores matching;
  for (auto it = session.database.postlist_begin(""); it != session.database.postlist_end(""); ++it)
    if (Matches(clause, session.database.get_document(*it).get_data())) {
      const auto found = scores.find(*it);
      matching[*it] = found == scores.end() ? -1 : found->second;
    }
  return matching;
}

void ExpectNear(const Scores& actual, const Scores& expected, const std::string& what) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  for (const auto& [paper, score] : expected) {
    ASSERT_TRUE(actual.contains(paper)) << what << paper;
    ASSERT_NEAR(actual.at(paper), score, 1e-6 * (1 + score)) << what << paper;
  }
}

TEST(Scoring, AgreesWithXapian) {
  std::mt19937 random(4);
  const Session one = SessionOf({RandomPapers(random, kPapers)});
  for (int i = 0; i < 150; ++i) {
    const Clause clause = RandomClause(random, 3);
    const DocSet papers = PapersMatching(clause, one);
    // Xapian 1.4.22 finds two papers too many for AND_NOT of some AND_MAYBE.
    ExpectNear(AllScores(one, clause, papers, Positions::kExact),
               ScoresOfMatching(one, clause, ScoresByXapian(one, clause)),
               ToXapian(clause).get_description() + " ");
    if (HasFatalFailure()) return;
  }
}

TEST(Scoring, DoesNotDependOnHowManyAreScored) {
  std::mt19937 random(5);
  const Session session = SessionOf({RandomPapers(random, kPapers)});
  for (int i = 0; i < 50; ++i) {
    const Clause clause = RandomClause(random, 3);
    const DocSet papers = PapersMatching(clause, session);
    const Scores all = AllScores(session, clause, papers, Positions::kExact);
    const Scores assumed = AllScores(session, clause, papers, Positions::kAssumed);
    DocSet some(session.database.get_lastdocid());
    Scores expected;
    for (const auto& [paper, score] : all) {
      ASSERT_LE(score, assumed.at(paper));
      if (random() % 500 != 0) continue;
      some.Add(paper);
      expected[paper] = score;
    }
    EXPECT_EQ(AllScores(session, clause, some, Positions::kExact), expected);
  }
}

// What a phrase finds is kept where it was matched; else its words are looked up in
// each paper.
TEST(Scoring, DoesNotDependOnWhatIsKept) {
  std::mt19937 random(8);
  const Session session = SessionOf({RandomPapers(random, 200)});
  DocSet some(session.database.get_lastdocid());
  const DocSet having = PapersMatching(Clause::Term("a"), session);
  having.ForEach([&](Xapian::docid paper) {
    if (some.size() < 60) some.Add(paper);
  });
  for (const std::string words : {"ab", "ba", "bc", "aa", "ca"}) {
    const Clause phrase = Clause::Of(
        Kind::kPhrase, {Clause::Term(words.substr(0, 1)), Clause::Term(words.substr(1))}, 2);
    const Clause clause = Clause::Of(Kind::kAndMaybe, {Clause::Term("a"), phrase});
    const Scores looked_up = AllScores(session, clause, some, Positions::kExact);
    const DocSet in_place = PapersMatching(phrase, session);
    ASSERT_NE(session.snapshot->KeptSet(KeyOf(phrase)), nullptr);
    EXPECT_EQ(AllScores(session, clause, some, Positions::kExact), looked_up) << words;
    const Scores alone = AllScores(session, Clause::Term("a"), some, Positions::kExact);
    for (const auto& [paper, score] : looked_up)
      EXPECT_EQ(score > alone.at(paper), in_place.Has(paper)) << words << paper;
  }
}

TEST(Scoring, FindsTheBestAndThoseEqualToTheLast) {
  std::mt19937 random(6);
  const Session session = SessionOf({RandomPapers(random, 3000)});
  for (int i = 0; i < 50; ++i) {
    const Clause clause = RandomClause(random, 2);
    const DocSet papers = PapersMatching(clause, session);
    std::vector<double> all;
    for (const auto& [paper, score] : AllScores(session, clause, papers, Positions::kExact))
      all.push_back(score);
    std::sort(all.rbegin(), all.rend());
    for (const std::size_t most : {std::size_t{1}, std::size_t{10}, std::size_t{300}}) {
      std::vector<double> best;
      for (const Ranked& one : Best(clause, session, papers, Positions::kExact, most))
        best.push_back(one.score);
      std::sort(best.rbegin(), best.rend());
      std::size_t end = std::min(most, all.size());
      while (end > 0 && end < all.size() && all[end] == all[end - 1]) ++end;
      EXPECT_EQ(best,
                std::vector<double>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(end)));
    }
  }
}

// A part may match in several ways, of which the best counts; few papers are scored
// in blocks, and as all together are.
TEST(Scoring, CountsTheBestOfSeveralWays) {
  std::mt19937 random(7);
  const Session session = SessionOf({RandomPapers(random, kPapers)});
  const auto word = [&] { return RandomClause(random, 1); };
  for (int i = 0; i < 30; ++i) {
    // What each is worth is less than the terms, or more.
    const double each = i % 3 == 0 ? 5 : 1000;
    const auto counted = [&](double words) {
      return Clause::Of(Kind::kAndMaybe, {word(), Clause::Every(words * each)});
    };
    Clause clause = Clause::Of(Kind::kOr, {});
    for (int k = 0; k < 5; ++k) {
      if (k % 2 == 0) {
        clause.children.push_back(counted(1));
      } else {
        clause.children.push_back(Clause::Of(Kind::kBest, {counted(1), counted(k == 1 ? 0.6 : 2)}));
      }
    }
    const DocSet papers = PapersMatching(clause, session);
    const Scores all = AllScores(session, clause, papers, Positions::kExact);
    DocSet some(session.database.get_lastdocid());
    Scores scores_of_some;
    for (const auto& [paper, score] : all) {
      if (random() % 300 != 0) continue;
      some.Add(paper);
      scores_of_some[paper] = score;
    }
    ExpectNear(AllScores(session, clause, some, Positions::kExact), scores_of_some, "some ");
    std::vector<double> expected;
    for (const auto& [paper, score] : all) expected.push_back(score);
    std::sort(expected.rbegin(), expected.rend());
    for (const std::size_t most : {std::size_t{1}, std::size_t{20}, std::size_t{1000}}) {
      std::vector<double> best;
      for (const Ranked& one : Best(clause, session, papers, Positions::kExact, most)) {
        ASSERT_EQ(one.score, all.at(one.paper));
        best.push_back(one.score);
      }
      std::sort(best.rbegin(), best.rend());
      ASSERT_GE(best.size(), std::min(most, expected.size()));
      expected.resize(std::max(best.size(), expected.size()));
      EXPECT_TRUE(std::equal(best.begin(), best.end(), expected.begin())) << i << ' ' << most;
    }
  }
}

TEST(Scoring, CountsSynonymsAsOneTerm) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const std::vector<std::vector<std::string>> texts = {{"color", "colour", "x"},
                                                       {"color", "color", "x"},
                                                       {"gpt", "four", "x"},
                                                       {"four", "gpt", "x"}};
  for (const std::vector<std::string>& text : texts) {
    Xapian::Document paper;
    format::WordOrderBuilder order;
    order.BeginText(format::TextPart::kBody);
    for (std::size_t i = 0; i < text.size(); ++i) {
      paper.add_term(text[i]);
      order.Add(text[i], static_cast<std::uint32_t>(i));
    }
    paper.add_value(format::kWordOrderSlot, order.Encode());
    database.add_document(paper);
  }
  const Session session = SessionOf({database});
  const auto scores = [&](const Clause& clause) {
    return AllScores(session, clause, PapersMatching(clause, session), Positions::kExact);
  };
  const Clause words = Clause::Of(Kind::kSynonym, {Clause::Term("color"), Clause::Term("colour")});
  EXPECT_EQ(scores(words).size(), 2U);
  EXPECT_EQ(scores(words)[1], scores(words)[2]);

  const Clause phrase = Clause::Of(Kind::kPhrase, {Clause::Term("gpt"), Clause::Term("four")}, 2);
  const Clause compound = Clause::Of(Kind::kSynonym, {Clause::Term("colour"), phrase});
  EXPECT_EQ(scores(compound).size(), 2U);
  EXPECT_EQ(scores(compound)[1], scores(compound)[3]);
}

}  // namespace
}  // namespace dssearch
