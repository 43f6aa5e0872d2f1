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

  /// Of papers at a time.
  using Scores = std::vector<double>;

  /// Of papers at a time, of which few have any: it is noted which.
  struct SparseScores {
    Scores sums;
    std::vector<std::size_t> noted = {};

    double& operator[](std::size_t place) {
      if (sums[place] == 0) noted.push_back(place);
      return sums[place];
    }

    /// Calls `visit(place, sum)` for those noted, and sets them to 0.
    template <typename Visit>
    void Empty(const Visit& visit) {
      for (const std::size_t place : noted) visit(place, std::exchange(sums[place], 0));
      noted.clear();
    }
  };

  /// SparseScores that are empty. To make them takes longer than to fill them.
  class Spare {
   public:
    SparseScores Take(std::size_t size);
    void Give(SparseScores scores) { scores_.push_back(std::move(scores)); }

   private:
    std::vector<SparseScores> scores_;
  };

  void Take(const Clause& clause, double factor, const Gate& gate, bool holds, Sum& sum) const;
  Postings AsOneTerm(const Clause& synonym) const;

  static void Count(const Sum& sum, std::uint64_t& postings, std::uint64_t& addends);
  static double MostOfTerms(const Sum& sum);
  static Sum ConstantsOf(const Sum& sum);
  DocSet Contenders(std::size_t most) const;
  double Score(const Addend& addend, Xapian::docid paper, unsigned times) const;
  template <typename Into>
  void AddInTurn(const Sum& sum, const std::vector<Xapian::docid>& papers, Spare& spare,
                 Into& scores) const;
  template <typename Into>
  void AddAtOnce(Sum& sum, Xapian::docid begin, Xapian::docid end, const DocSet& wanted,
                 Spare& spare, Into& scores) const;
  template <typename Groups, typename Into, typename Add>
  static void AddBest(Groups& groups, std::size_t size, Spare& spare, Into& scores, const Add& add);

  const Session& session_;
  const DocSet& papers_;
  Positions positions_;
  std::shared_ptr<const std::vector<float>> norms_;
  Sum sum_;
};

}  // namespace dssearch
