#pragma once

#include <xapian.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "searcher/index/column.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/posting_list.h"
#include "searcher/match/matcher.h"
#include "searcher/match/phrase_matcher.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// Scores a few papers for a clause: a block of them at a time, each a bit of a
/// machine word, walking the clause once a block and looking each paper up in the
/// postings of each term. Costs nothing for the rest of the index.
class BlockScorer {
 public:
  static constexpr std::size_t kBlock = 64;

  /// The clause must stay.
  BlockScorer(const Clause& clause, const Session& session, Positions positions);

  /// What each of at most kBlock papers scores, 0 for one that does not match.
  /// They are in order.
  std::vector<double> Score(std::span<const Xapian::docid> papers);

 private:
  using Mask = std::uint64_t;  ///< A bit for each paper of the block.
  using Scores = std::array<double, kBlock>;

  /// A part of the clause, with what is looked up for it.
  struct Node {
    const Clause* clause;
    std::vector<Node> children = {};
    std::shared_ptr<const Postings> postings = nullptr;  ///< Of a term; of a phrase, if known.
    double term_weight = 0;                              ///< Of a term or kSynonym.
    std::shared_ptr<const DateColumn> dates = nullptr;
    std::optional<PhraseMatcher> in_place = std::nullopt;  ///< Of a phrase that is not known.
  };

  Node NodeOf(const Clause& clause, Positions positions);
  Mask Match(Node& node, Mask among, double factor, Scores* scores);
  Mask MatchAll(Node& node, std::size_t scoring, Mask among, double factor, Scores* scores);
  Mask MatchBest(Node& node, Mask among, double factor, Scores* scores);
  Mask MatchTerm(const Node& node, Mask among, double factor, Scores* scores) const;
  Mask MatchSynonym(Node& node, Mask among, double factor, Scores* scores);
  Mask MatchDates(const Node& node, Mask among) const;
  Mask LeaveThoseInPlace(Node& phrase, Mask among);
  const std::string& OrderOf(std::size_t place, Xapian::docid paper);

  /// Calls `visit(place, paper)` for the papers of a mask.
  template <typename Visit>
  void ForEach(Mask mask, const Visit& visit) const;

  const Session& session_;
  std::shared_ptr<const std::vector<float>> norms_;
  Node root_;
  std::span<const Xapian::docid> papers_;  ///< Of the block.
  WordOrders reader_;
  std::vector<std::optional<std::string>> orders_;  ///< Of its papers, once read.
};

}  // namespace dssearch
