#include "searcher/rank/rescorer.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "searcher/query/date_range.h"
#include "searcher/rank/bm25.h"

namespace dssearch {
namespace {

using Kind = Clause::Kind;

}  // namespace

BlockScorer::BlockScorer(const Clause& clause, const Session& session, Positions positions)
    : session_(session),
      norms_(session.snapshot->LengthNorms(session.database)),
      root_(NodeOf(clause, positions)),
      reader_(session) {}

BlockScorer::Node BlockScorer::NodeOf(const Clause& clause, Positions positions) {
  Node node{&clause};
  const Xapian::Database& database = session_.database;
  const bool is_phrase = clause.kind == Kind::kPhrase || clause.kind == Kind::kNear;
  if (clause.kind == Kind::kTerm) {
    node.postings = session_.snapshot->PostingsOf(clause.term, database);
    node.term_weight = ranking::TermWeight(node.postings->papers.size(), database.get_doccount());
  } else if (clause.kind == Kind::kSynonym) {
    node.term_weight = ranking::TermWeight(CountAssumed(clause, session_), database.get_doccount());
  } else if (clause.kind == Kind::kDates) {
    node.dates = session_.snapshot->Dates(database);
  } else if (is_phrase && positions == Positions::kExact) {
    node.postings = session_.snapshot->KeptSet(KeyOf(clause));
    if (!node.postings) node.in_place.emplace(clause, session_);
  }
  node.children.reserve(clause.children.size());
  for (const Clause& child : clause.children) {
    const bool excluded = clause.kind == Kind::kAndNot && !node.children.empty();
    node.children.push_back(NodeOf(child, excluded ? Positions::kExact : positions));
  }
  return node;
}

template <typename Visit>
void BlockScorer::ForEach(Mask mask, const Visit& visit) const {
  for (; mask != 0; mask &= mask - 1) {
    const auto place = static_cast<std::size_t>(std::countr_zero(mask));
    visit(place, papers_[place]);
  }
}

std::vector<double> BlockScorer::Score(std::span<const Xapian::docid> papers) {
  papers_ = papers;
  orders_.assign(papers.size(), std::nullopt);
  Scores scores{};
  if (!papers.empty()) Match(root_, ~Mask{0} >> (kBlock - papers.size()), 1, &scores);
  return {scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(papers.size())};
}

// Returns those of `among` that match, and adds to their scores what the part
// scores, `factor` times; without `scores` nothing is scored.
BlockScorer::Mask BlockScorer::Match(Node& node, Mask among, double factor, Scores* scores) {
  if (among == 0) return 0;
  factor *= node.clause->weight;
  if (factor == 0) scores = nullptr;
  switch (node.clause->kind) {
    case Kind::kTerm:
      return MatchTerm(node, among, factor, scores);
    case Kind::kEvery:
      if (scores != nullptr)
        ForEach(among, [&](std::size_t place, Xapian::docid) { (*scores)[place] += factor; });
      return among;
    case Kind::kDates:
      return MatchDates(node, among);
    case Kind::kOr: {
      Mask any = 0;
      for (Node& child : node.children) any |= Match(child, among, factor, scores);
      return any;
    }
    case Kind::kBest:
      return MatchBest(node, among, factor, scores);
    case Kind::kSynonym:
      return MatchSynonym(node, among, factor, scores);
    case Kind::kAndMaybe: {
      const Mask having = Match(node.children[0], among, factor, scores);
      if (scores != nullptr) Match(node.children[1], having, factor, scores);
      return having;
    }
    case Kind::kAndNot: {
      Scores first{};
      Mask having = Match(node.children[0], among, factor, scores == nullptr ? nullptr : &first);
      having &= ~Match(node.children[1], having, 0, nullptr);
      if (scores != nullptr)
        ForEach(having,
                [&](std::size_t place, Xapian::docid) { (*scores)[place] += first[place]; });
      return having;
    }
    case Kind::kFilter:
      return MatchAll(node, 1, among, factor, scores);
    case Kind::kAnd:
    case Kind::kPhrase:
    case Kind::kNear:
      return MatchAll(node, node.children.size(), among, factor, scores);
  }
  return 0;
}

// Papers that match all children, the first of which score, as many as `scoring`.
BlockScorer::Mask BlockScorer::MatchAll(Node& node, std::size_t scoring, Mask among, double factor,
                                        Scores* scores) {
  Scores sums{};
  if (node.children.empty()) return 0;
  for (std::size_t i = 0; i < node.children.size(); ++i)
    among =
        Match(node.children[i], among, factor, scores == nullptr || i >= scoring ? nullptr : &sums);
  if (node.in_place || node.postings) among = LeaveThoseInPlace(node, among);
  if (scores != nullptr)
    ForEach(among, [&](std::size_t place, Xapian::docid) { (*scores)[place] += sums[place]; });
  return among;
}

BlockScorer::Mask BlockScorer::MatchBest(Node& node, Mask among, double factor, Scores* scores) {
  Mask any = 0;
  Scores best{};
  for (Node& child : node.children) {
    Scores its{};
    const Mask having = Match(child, among, factor, scores == nullptr ? nullptr : &its);
    any |= having;
    for (std::size_t i = 0; i < papers_.size(); ++i) best[i] = std::max(best[i], its[i]);
  }
  if (scores != nullptr)
    for (std::size_t i = 0; i < papers_.size(); ++i) (*scores)[i] += best[i];
  return any;
}

BlockScorer::Mask BlockScorer::MatchTerm(const Node& node, Mask among, double factor,
                                         Scores* scores) const {
  const Postings& postings = *node.postings;
  Mask having = 0;
  auto posting = postings.papers.begin();
  ForEach(among, [&](std::size_t place, Xapian::docid paper) {
    // Most do not have it, which a set tells sooner.
    if (postings.set && !postings.set->Has(paper)) return;
    posting = std::lower_bound(posting, postings.papers.end(), paper);
    if (posting == postings.papers.end() || *posting != paper) return;
    having |= Mask{1} << place;
    if (scores == nullptr) return;
    const unsigned times =
        postings.times[static_cast<std::size_t>(posting - postings.papers.begin())];
    (*scores)[place] += factor * node.term_weight * ranking::Saturation(times, (*norms_)[paper]);
  });
  return having;
}

// As one term, that is there as often as all children together; a phrase is there
// as often as the rarest of its words.
BlockScorer::Mask BlockScorer::MatchSynonym(Node& node, Mask among, double factor, Scores* scores) {
  Mask any = 0;
  std::array<unsigned, kBlock> times{};
  for (Node& child : node.children) {
    const Mask having = Match(child, among, 0, nullptr);
    any |= having;
    if (scores == nullptr || having == 0) continue;
    std::vector<const Node*> words = {&child};
    for (std::size_t i = 0; i < words.size(); ++i)
      for (const Node& below : words[i]->children) words.push_back(&below);
    ForEach(having, [&](std::size_t place, Xapian::docid paper) {
      unsigned least = UINT16_MAX;
      for (const Node* word : words)
        if (word->clause->kind == Kind::kTerm)
          least = std::min(least, word->postings->TimesIn(paper));
      times[place] += least;
    });
  }
  if (scores != nullptr)
    ForEach(any, [&](std::size_t place, Xapian::docid paper) {
      const unsigned most = std::min<unsigned>(times[place], UINT16_MAX);
      (*scores)[place] += factor * node.term_weight * ranking::Saturation(most, (*norms_)[paper]);
    });
  return any;
}

BlockScorer::Mask BlockScorer::MatchDates(const Node& node, Mask among) const {
  Mask having = 0;
  ForEach(among, [&](std::size_t place, Xapian::docid paper) {
    const std::uint32_t cell = node.dates->CellOf(paper);
    if (cell != 0 && Overlap(node.dates->days()[cell], node.clause->days))
      having |= Mask{1} << place;
  });
  return having;
}

const std::string& BlockScorer::OrderOf(std::size_t place, Xapian::docid paper) {
  std::optional<std::string>& order = orders_[place];
  if (!order) order = reader_.Of(paper);
  return *order;
}

BlockScorer::Mask BlockScorer::LeaveThoseInPlace(Node& phrase, Mask among) {
  Mask in_place = 0;
  ForEach(among, [&](std::size_t place, Xapian::docid paper) {
    if (phrase.postings ? phrase.postings->Has(paper)
                        : phrase.in_place->Matches(paper, OrderOf(place, paper)))
      in_place |= Mask{1} << place;
  });
  return in_place;
}

}  // namespace dssearch
