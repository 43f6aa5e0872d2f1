#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
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
  };

  void Take(const Clause& clause, double factor, const Gate& gate, bool holds);
  Postings AsOneTerm(const Clause& synonym) const;

  double Score(const Addend& addend, Xapian::docid paper, unsigned times) const;
  template <typename Visit>
  void ForEachInTurn(const Visit& visit) const;
  template <typename Visit>
  void ForEachAtOnce(const Visit& visit) const;

  const Session& session_;
  const DocSet& papers_;
  Positions positions_;
  std::shared_ptr<const std::vector<float>> norms_;
  std::vector<Addend> addends_;
};

}  // namespace dssearch
