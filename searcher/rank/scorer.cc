#include "searcher/rank/scorer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "searcher/index/posting_list.h"
#include "searcher/rank/bm25.h"
#include "searcher/rank/rescorer.h"

namespace dssearch {
namespace {

using Kind = Clause::Kind;

// Papers are scored so many at a time, so that their sums stay in the cache.
constexpr Xapian::docid kWindow = 4'096;

// Looking a paper up in postings costs about as much as passing this many.
constexpr std::uint64_t kLookupCost = 4;

// Calls `visit(place, times)` for the papers that are in `papers` and have the term.
template <typename Visit>
void ForEachCommon(const std::vector<Xapian::docid>& papers, const Postings& postings,
                   const Visit& visit) {
  auto posting = postings.papers.begin();
  for (std::size_t i = 0; i < papers.size(); ++i) {
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

// Scores many papers: term by term, over all papers that have it. All that is
// passed must stay.
class SetScorer {
 public:
  SetScorer(const Clause& clause, const Session& session, const DocSet& papers,
            Positions positions);

  std::vector<Ranked> Best(std::size_t most);

 private:
  using Gate = std::shared_ptr<const DocSet>;  ///< Some of papers_; null for all.

  /// A term that counts for the papers of a set; without postings, `weight` for
  /// all of these.
  struct Addend {
    std::shared_ptr<const Postings> postings;
    double weight;
    Gate gate;
    std::size_t reached = 0;  ///< Postings that were passed.
  };

  /// What a part of the clause scores: all addends, and of each group the sum
  /// that is highest.
  struct Sum {
    std::vector<Addend> addends;
    std::vector<std::vector<Sum>> best_of;
  };

  /// Of the papers of a window.
  struct Scores {
    std::vector<double> sums = std::vector<double>(kWindow);

    void Add(std::size_t place, double score) { sums[place] += score; }
  };

  /// Where few have any, it is noted which, a bit each: to look for these in the
  /// sums would take longer than to add them.
  struct SparseScores {
    std::vector<double> sums = std::vector<double>(kWindow);
    std::array<std::uint64_t, kWindow / 64> noted = {};

    void Add(std::size_t place, double score) {
      sums[place] += score;
      Note(place);
    }
    void Raise(std::size_t place, double score) {
      sums[place] = std::max(sums[place], score);
      Note(place);
    }
    void Note(std::size_t place) { noted[place / 64] |= std::uint64_t{1} << (place % 64); }

    /// Calls `visit(place, sum)` for those noted, and sets them to 0.
    template <typename Visit>
    void Empty(const Visit& visit) {
      for (std::size_t i = 0; i < noted.size(); ++i)
        for (std::uint64_t rest = std::exchange(noted[i], 0); rest != 0; rest &= rest - 1) {
          const std::size_t place = i * 64 + static_cast<std::size_t>(std::countr_zero(rest));
          visit(place, std::exchange(sums[place], 0));
        }
    }
  };

  /// Of a sum of one, which need not be made before it is compared.
  struct Raising {
    SparseScores& best;

    void Add(std::size_t place, double score) { best.Raise(place, score); }
  };

  /// SparseScores that are empty. To make them takes longer than to fill them.
  class Spare {
   public:
    SparseScores Take();
    void Give(SparseScores scores) { scores_.push_back(std::move(scores)); }

   private:
    std::vector<SparseScores> scores_;
  };

  void Take(const Clause& clause, double factor, const Gate& gate, bool holds, Sum& sum) const;
  Postings AsOneTerm(const Clause& synonym) const;

  double Score(const Addend& addend, Xapian::docid paper, unsigned times) const;
  template <typename Into>
  void AddWindow(Sum& sum, Xapian::docid begin, Xapian::docid end, Spare& spare,
                 Into& scores) const;

  const Session& session_;
  const DocSet& papers_;
  Positions positions_;
  std::shared_ptr<const std::vector<float>> norms_;
  Sum sum_;
};

SetScorer::SetScorer(const Clause& clause, const Session& session, const DocSet& papers,
                     Positions positions)
    : session_(session),
      papers_(papers),
      positions_(positions),
      norms_(session.snapshot->LengthNorms(session.database)) {
  Take(clause, 1, nullptr, true, sum_);
}

// `holds` says that all papers of the gate match the clause.
void SetScorer::Take(const Clause& clause, double factor, const Gate& gate, bool holds,
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
      add(std::make_shared<Postings>(AsOneTerm(clause)), CountAssumed(clause, session_));
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
      std::vector<Sum> sums;
      for (const Clause& child : clause.children) {
        Sum one;
        Take(child, factor, gate, false, one);
        if (one.addends.empty() && one.best_of.size() == 1)  // The best of these, and of others.
          std::move(one.best_of[0].begin(), one.best_of[0].end(), std::back_inserter(sums));
        else
          sums.push_back(std::move(one));
      }
      sum.best_of.push_back(std::move(sums));
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
Postings SetScorer::AsOneTerm(const Clause& synonym) const {
  Postings all;
  all.papers = ListOf(PapersMatching(synonym, session_, &papers_, positions_));
  std::vector<unsigned> times(all.papers.size());
  for (const Clause& child : synonym.children) {
    if (child.kind == Kind::kTerm) {
      ForEachCommon(all.papers, *session_.snapshot->PostingsOf(child.term, session_.database),
                    [&](std::size_t i, unsigned more) { times[i] += more; });
      continue;
    }
    const DocSet having = PapersMatching(child, session_, &papers_, positions_);
    std::vector<unsigned> least(all.papers.size(), UINT16_MAX);
    for (const std::string& term : TermsOf(child))
      ForEachCommon(all.papers, *session_.snapshot->PostingsOf(term, session_.database),
                    [&](std::size_t i, unsigned some) { least[i] = std::min(least[i], some); });
    for (std::size_t i = 0; i < least.size(); ++i)
      if (having.Has(all.papers[i])) times[i] += least[i];
  }
  for (const unsigned some : times)
    all.times.push_back(static_cast<std::uint16_t>(std::min<unsigned>(some, UINT16_MAX)));
  return all;
}

double SetScorer::Score(const Addend& addend, Xapian::docid paper, unsigned times) const {
  return addend.weight * ranking::Saturation(times, (*norms_)[paper]);
}

SetScorer::SparseScores SetScorer::Spare::Take() {
  if (scores_.empty()) return {};
  SparseScores scores = std::move(scores_.back());
  scores_.pop_back();
  return scores;
}

// One term after the other, over all papers of a window that have it. Windows come
// in order.
template <typename Into>
void SetScorer::AddWindow(Sum& sum, Xapian::docid begin, Xapian::docid end, Spare& spare,
                          Into& scores) const {
  for (Addend& addend : sum.addends) {
    const DocSet& among = addend.gate ? *addend.gate : papers_;
    if (!addend.postings) {
      among.ForEach(begin, end,
                    [&](Xapian::docid paper) { scores.Add(paper - begin, addend.weight); });
      continue;
    }
    const std::vector<Xapian::docid>& papers = addend.postings->papers;
    for (std::size_t& i = addend.reached; i < papers.size() && papers[i] < end; ++i)
      if (among.Has(papers[i]))
        scores.Add(papers[i] - begin, Score(addend, papers[i], addend.postings->times[i]));
  }
  if (sum.best_of.empty()) return;
  SparseScores best = spare.Take();
  SparseScores its = spare.Take();
  for (std::vector<Sum>& group : sum.best_of) {
    for (Sum& one : group) {
      if (&one == &group.front()) {
        AddWindow(one, begin, end, spare, best);
      } else if (one.addends.size() == 1 && one.best_of.empty()) {
        Raising raising{best};
        AddWindow(one, begin, end, spare, raising);
      } else {
        AddWindow(one, begin, end, spare, its);
        its.Empty([&best](std::size_t place, double score) { best.Raise(place, score); });
      }
    }
    best.Empty([&scores](std::size_t place, double score) { scores.Add(place, score); });
  }
  spare.Give(std::move(best));
  spare.Give(std::move(its));
}

std::vector<Ranked> SetScorer::Best(std::size_t most) {
  Top top(most);
  Spare spare;
  Scores scores;
  const Xapian::docid last = session_.database.get_lastdocid();
  for (Xapian::docid begin = 0; begin <= last; begin += kWindow) {
    const Xapian::docid end = begin + kWindow;
    std::fill(scores.sums.begin(), scores.sums.end(), 0);
    AddWindow(sum_, begin, end, spare, scores);
    papers_.ForEach(begin, end, [&](Xapian::docid paper) {
      top.Add({paper, scores.sums[paper - begin]});
    });
  }
  return top.Take();
}

// Whether it is faster to look papers up for each term than to pass all postings.
bool AreFew(std::uint64_t papers, const Clause& clause, const Session& session) {
  if (papers <= BlockScorer::kBlock) return true;
  std::uint64_t lookups = 0;
  std::uint64_t postings = 0;
  for (const std::string& term : TermsOf(clause)) {
    lookups += papers;
    postings += session.snapshot->FrequencyOf(term, session.database).papers;
  }
  return lookups * kLookupCost < postings;
}

std::vector<Ranked> BestInBlocks(BlockScorer& scorer, const std::vector<Xapian::docid>& papers,
                                 std::size_t most) {
  Top top(most);
  for (std::size_t begin = 0; begin < papers.size(); begin += BlockScorer::kBlock) {
    const std::span<const Xapian::docid> block(
        &papers[begin], std::min(BlockScorer::kBlock, papers.size() - begin));
    const std::vector<double> scores = scorer.Score(block);
    for (std::size_t i = 0; i < block.size(); ++i) top.Add({block[i], scores[i]});
  }
  return top.Take();
}

}  // namespace

std::vector<Ranked> Best(const Clause& clause, const Session& session, const DocSet& papers,
                         Positions positions, std::size_t most) {
  if (most == 0) return {};
  if (AreFew(papers.size(), clause, session)) {
    BlockScorer scorer(clause, session, positions);
    return BestInBlocks(scorer, ListOf(papers), most);
  }
  return SetScorer(clause, session, papers, positions).Best(most);
}

}  // namespace dssearch
