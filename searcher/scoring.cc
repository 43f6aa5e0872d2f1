#include "searcher/scoring.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "searcher/ranking.h"

namespace dssearch {
namespace {

using Kind = Clause::Kind;

// Papers are scored so many at a time, so that their sums stay in the cache.
constexpr Xapian::docid kWindow = 4'096;

// Looking a paper up in postings costs about as much as passing this many.
constexpr std::uint64_t kLookupCost = 4;

// Calls `visit(place, times)` for the papers that are in `papers` and have the term,
// of those in `gate` if it is not null.
template <typename Visit>
void ForEachCommon(const std::vector<Xapian::docid>& papers, const Postings& postings,
                   const DocSet* gate, const Visit& visit) {
  auto posting = postings.papers.begin();
  for (std::size_t i = 0; i < papers.size(); ++i) {
    // Most do not have it, which a set tells sooner.
    if (gate != nullptr && !gate->Has(papers[i])) continue;
    if (postings.set && !postings.set->Has(papers[i])) continue;
    posting = std::lower_bound(posting, postings.papers.end(), papers[i]);
    if (posting == postings.papers.end()) return;
    if (*posting == papers[i])
      visit(i, postings.times[static_cast<std::size_t>(posting - postings.papers.begin())]);
  }
}

// The highest scores, as many as are wanted, and those equal to the last of them.
class Top {
 public:
  explicit Top(std::size_t most) : most_(most), bound_(2 * most) {}

  // After Cut: what is less is not among them.
  double least() const { return least_; }

  void Add(Ranked one) {
    if (one.score < least_) return;
    best_.push_back(one);
    if (best_.size() > bound_) Cut();
  }

  void Cut() {
    if (best_.size() <= most_) return;
    const auto last = best_.begin() + static_cast<std::ptrdiff_t>(most_ - 1);
    std::nth_element(best_.begin(), last, best_.end(),
                     [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
    least_ = last->score;
    best_.erase(std::remove_if(last + 1, best_.end(),
                               [this](const Ranked& one) { return one.score < least_; }),
                best_.end());
    // Where many are equal, they are not looked through again for each one more.
    bound_ = 2 * best_.size();
  }

  std::vector<Ranked> Take() {
    Cut();
    return std::move(best_);
  }

 private:
  std::size_t most_;
  std::size_t bound_;
  double least_ = 0;
  std::vector<Ranked> best_;
};

std::vector<Xapian::docid> ListOf(const DocSet& set) {
  std::vector<Xapian::docid> papers;
  set.ForEach([&](Xapian::docid paper) { papers.push_back(paper); });
  return papers;
}

}  // namespace

Scorer::Scorer(const Clause& clause, const Session& session, const DocSet& papers,
               Positions positions)
    : session_(session),
      papers_(papers),
      positions_(positions),
      norms_(session.snapshot->LengthNorms(session.database)) {
  Take(clause, 1, nullptr, true, sum_);
}

// `holds` says that all papers of the gate match the clause.
void Scorer::Take(const Clause& clause, double factor, const Gate& gate, bool holds,
                  Sum& sum) const {
  factor *= clause.weight;
  if (factor == 0) return;
  const auto matching = [&]() -> Gate {
    if (holds) return gate;
    return std::make_shared<DocSet>(
        PapersMatching(clause, session_, gate ? gate.get() : &papers_, positions_));
  };
  const auto add = [&](std::shared_ptr<const Postings> postings, std::uint64_t having) {
    const double weight = ranking::TermWeight(having, session_.database.get_doccount());
    sum.addends.push_back({std::move(postings), factor * weight, gate});
  };
  switch (clause.kind) {
    case Kind::kTerm: {
      auto postings = session_.snapshot->PostingsOf(clause.term, session_.database);
      const std::size_t having = postings->papers.size();
      add(std::move(postings), having);
      break;
    }
    case Kind::kSynonym:
      add(std::make_shared<Postings>(AsOneTerm(clause)),
          PapersMatching(clause, session_, nullptr, Positions::kAssumed).size());
      break;
    case Kind::kEvery:
      sum.addends.push_back({nullptr, factor, gate});
      break;
    case Kind::kDates:
      break;
    case Kind::kOr:
      for (const Clause& child : clause.children) Take(child, factor, gate, false, sum);
      break;
    case Kind::kBest: {
      std::vector<Sum>& sums = sum.best_of.emplace_back();
      for (const Clause& child : clause.children)
        Take(child, factor, gate, false, sums.emplace_back());
      break;
    }
    case Kind::kAnd:
    case Kind::kPhrase:
    case Kind::kNear: {
      const Gate all = matching();
      for (const Clause& child : clause.children) Take(child, factor, all, true, sum);
      break;
    }
    case Kind::kAndMaybe: {
      const Gate all = matching();
      Take(clause.children[0], factor, all, true, sum);
      Take(clause.children[1], factor, all, false, sum);
      break;
    }
    case Kind::kFilter:
    case Kind::kAndNot:
      Take(clause.children[0], factor, matching(), true, sum);
      break;
  }
}

// A phrase is there as often as the rarest of its words.
Postings Scorer::AsOneTerm(const Clause& synonym) const {
  Postings all;
  all.papers = ListOf(PapersMatching(synonym, session_, &papers_, positions_));
  std::vector<unsigned> times(all.papers.size());
  for (const Clause& child : synonym.children) {
    if (child.kind == Kind::kTerm) {
      ForEachCommon(all.papers, *session_.snapshot->PostingsOf(child.term, session_.database),
                    nullptr, [&](std::size_t i, unsigned more) { times[i] += more; });
      continue;
    }
    const DocSet having = PapersMatching(child, session_, &papers_, positions_);
    std::vector<unsigned> least(all.papers.size(), UINT16_MAX);
    for (const std::string& term : TermsOf(child))
      ForEachCommon(all.papers, *session_.snapshot->PostingsOf(term, session_.database), nullptr,
                    [&](std::size_t i, unsigned some) { least[i] = std::min(least[i], some); });
    for (std::size_t i = 0; i < least.size(); ++i)
      if (having.Has(all.papers[i])) times[i] += least[i];
  }
  for (const unsigned some : times)
    all.times.push_back(static_cast<std::uint16_t>(std::min<unsigned>(some, UINT16_MAX)));
  return all;
}

// All postings and addends of a sum.
void Scorer::Count(const Sum& sum, std::uint64_t& postings, std::uint64_t& addends) {
  addends += sum.addends.size();
  for (const Addend& addend : sum.addends)
    if (addend.postings) postings += addend.postings->papers.size();
  for (const std::vector<Sum>& group : sum.best_of)
    for (const Sum& one : group) Count(one, postings, addends);
}

// No paper scores more by terms.
double Scorer::MostOfTerms(const Sum& sum) {
  double most = 0;
  for (const Addend& addend : sum.addends)
    if (addend.postings) most += addend.weight * ranking::kMostSaturation;
  for (const std::vector<Sum>& group : sum.best_of) {
    double most_of_group = 0;
    for (const Sum& one : group) most_of_group = std::max(most_of_group, MostOfTerms(one));
    most += most_of_group;
  }
  return most;
}

// The sum without its terms.
Scorer::Sum Scorer::ConstantsOf(const Sum& sum) {
  Sum constants;
  for (const Addend& addend : sum.addends)
    if (!addend.postings) constants.addends.push_back(addend);
  for (const std::vector<Sum>& group : sum.best_of) {
    std::vector<Sum> its;
    for (const Sum& one : group) {
      Sum constants_of_one = ConstantsOf(one);
      if (!constants_of_one.addends.empty() || !constants_of_one.best_of.empty())
        its.push_back(std::move(constants_of_one));
    }
    if (!its.empty()) constants.best_of.push_back(std::move(its));
  }
  return constants;
}

double Scorer::Score(const Addend& addend, Xapian::docid paper, unsigned times) const {
  return addend.weight * ranking::Saturation(times, (*norms_)[paper]);
}

Scorer::SparseScores Scorer::Spare::Take(std::size_t size) {
  if (scores_.empty()) return {Scores(size)};
  SparseScores scores = std::move(scores_.back());
  scores_.pop_back();
  return scores;
}

// Adds the highest score that any sum of a group has, for each of the groups.
// `add(sum, scores)` adds what a sum scores.
template <typename Groups, typename Into, typename Add>
void Scorer::AddBest(Groups& groups, std::size_t size, Spare& spare, Into& scores, const Add& add) {
  if (groups.empty()) return;
  SparseScores best = spare.Take(size);
  SparseScores its = spare.Take(size);
  for (auto& group : groups) {
    for (auto& sum : group) {
      add(sum, its);
      its.Empty([&best](std::size_t place, double score) {
        double& most = best[place];
        most = std::max(most, score);
      });
    }
    best.Empty([&scores](std::size_t place, double score) { scores[place] += score; });
  }
  spare.Give(std::move(best));
  spare.Give(std::move(its));
}

// One paper after the other: what is few.
template <typename Into>
void Scorer::AddInTurn(const Sum& sum, const std::vector<Xapian::docid>& papers, Spare& spare,
                       Into& scores) const {
  for (const Addend& addend : sum.addends) {
    const DocSet* const gate = addend.gate.get();
    if (addend.postings) {
      ForEachCommon(papers, *addend.postings, gate, [&](std::size_t i, unsigned times) {
        scores[i] += Score(addend, papers[i], times);
      });
      continue;
    }
    for (std::size_t i = 0; i < papers.size(); ++i)
      if (gate == nullptr || gate->Has(papers[i])) scores[i] += addend.weight;
  }
  AddBest(sum.best_of, papers.size(), spare, scores,
          [&](const Sum& one, SparseScores& its) { AddInTurn(one, papers, spare, its); });
}

// One term after the other, over all papers of a window that have it and are
// wanted. Windows come in order.
template <typename Into>
void Scorer::AddAtOnce(Sum& sum, Xapian::docid begin, Xapian::docid end, const DocSet& wanted,
                       Spare& spare, Into& scores) const {
  for (Addend& addend : sum.addends) {
    const DocSet* const gate = addend.gate.get();
    if (!addend.postings) {
      (gate != nullptr ? *gate : wanted).ForEach(begin, end, [&](Xapian::docid paper) {
        scores[paper - begin] += addend.weight;
      });
      continue;
    }
    const std::vector<Xapian::docid>& papers = addend.postings->papers;
    for (std::size_t& i = addend.reached; i < papers.size() && papers[i] < end; ++i)
      if (wanted.Has(papers[i]) && (gate == nullptr || gate->Has(papers[i])))
        scores[papers[i] - begin] += Score(addend, papers[i], addend.postings->times[i]);
  }
  AddBest(sum.best_of, end - begin, spare, scores,
          [&](Sum& one, SparseScores& its) { AddAtOnce(one, begin, end, wanted, spare, its); });
}

// The papers that may be among the best, by what they score that is no term: most
// papers have too few of the words for what each is worth to matter.
DocSet Scorer::Contenders(std::size_t most) const {
  DocSet papers = papers_;
  if (papers.size() <= most) return papers;
  Sum constants = ConstantsOf(sum_);
  if (constants.addends.empty() && constants.best_of.empty()) return papers;
  Top top(most);
  Spare spare;
  const Xapian::docid last = session_.database.get_lastdocid();
  Scores scores(std::size_t{last} + kWindow);
  for (Xapian::docid begin = 0; begin <= last; begin += kWindow) {
    const std::span<double> window(&scores[begin], kWindow);
    AddAtOnce(constants, begin, begin + kWindow, papers_, spare, window);
    papers_.ForEach(begin, begin + kWindow, [&](Xapian::docid paper) {
      top.Add({paper, scores[paper]});
    });
  }
  top.Cut();
  const double least = top.least() - MostOfTerms(sum_);
  if (least > 0)
    papers_.ForEach([&](Xapian::docid paper) {
      if (scores[paper] < least) papers.Remove(paper);
    });
  return papers;
}

std::vector<Ranked> Scorer::Best(std::size_t most) const {
  if (most == 0) return {};
  Top top(most);
  Spare spare;
  std::uint64_t postings = 0;
  std::uint64_t addends = 0;
  Count(sum_, postings, addends);
  const DocSet contenders = Contenders(most);
  if (contenders.size() * addends * kLookupCost < postings) {
    const std::vector<Xapian::docid> papers = ListOf(contenders);
    Scores scores(papers.size());
    AddInTurn(sum_, papers, spare, scores);
    for (std::size_t i = 0; i < papers.size(); ++i) top.Add({papers[i], scores[i]});
    return top.Take();
  }
  Sum sum = sum_;
  const Xapian::docid last = session_.database.get_lastdocid();
  Scores scores(std::min<std::size_t>(kWindow, std::size_t{last} + 1));
  for (Xapian::docid begin = 0; begin <= last; begin += kWindow) {
    const Xapian::docid end = begin + kWindow;
    std::fill(scores.begin(), scores.end(), 0);
    AddAtOnce(sum, begin, end, contenders, spare, scores);
    contenders.ForEach(begin, end, [&](Xapian::docid paper) {
      top.Add({paper, scores[paper - begin]});
    });
  }
  return top.Take();
}

}  // namespace dssearch
