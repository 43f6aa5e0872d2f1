#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "searcher/clause.h"
#include "searcher/doc_set.h"
#include "searcher/matching.h"
#include "searcher/postings.h"
#include "searcher/session.h"

namespace dssearch {

/// A paper and its score.
struct Ranked {
  Xapian::docid paper;
  double score;
};

/// What papers score for a clause: a sum of terms, each of which counts for the
/// papers that match the part of the clause that it stands in. Positions that
/// are assumed never lower a score.
class Scorer {
 public:
  /// `papers` all match the clause. Both must stay.
  Scorer(const Clause& clause, const Session& session, const DocSet& papers, Positions positions);

  /// The `most` papers with the highest scores, in no order, and those that
  /// score the same as the last of them.
  std::vector<Ranked> Best(std::size_t most) const;

 private:
  using Gate = std::shared_ptr<const DocSet>;  ///< Null for all of papers_.

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

  /// Of papers at a time. An alternative has few of them, so that it is noted
  /// which are more than 0.
  struct Scores {
    std::vector<double> sums;
    bool noting;
    std::vector<std::size_t> noted = {};

    Scores(std::size_t size, bool note) : sums(size), noting(note) {}

    void Add(std::size_t place, double score) {
      if (noting && sums[place] == 0) noted.push_back(place);
      sums[place] += score;
    }

    /// Calls `visit(place, sum)` for those noted, and sets them to 0.
    template <typename Visit>
    void Empty(const Visit& visit) {
      for (const std::size_t place : noted) visit(place, std::exchange(sums[place], 0));
      noted.clear();
    }
  };

  void Take(const Clause& clause, double factor, const Gate& gate, bool holds, Sum& sum) const;
  Postings AsOneTerm(const Clause& synonym) const;

  static void Count(const Sum& sum, std::uint64_t& postings, std::uint64_t& addends);
  double Score(const Addend& addend, Xapian::docid paper, unsigned times) const;
  void AddInTurn(const Sum& sum, const std::vector<Xapian::docid>& papers, Scores& scores) const;
  void AddAtOnce(Sum& sum, Xapian::docid begin, Xapian::docid end, Scores& scores) const;

  const Session& session_;
  const DocSet& papers_;
  Positions positions_;
  std::shared_ptr<const std::vector<float>> norms_;
  Sum sum_;
};

}  // namespace dssearch
