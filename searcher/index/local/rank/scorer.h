#pragma once

#include <xapian.h>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/match/matcher.h"
#include "searcher/index/local/rank/accumulators.h"
#include "searcher/index/local/rank/length_norms.h"
#include "searcher/index/local/rank/scored_doc.h"
#include "searcher/index/local/rank/top_k_collector.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// The scores that one part of a query adds to the documents of a block.
struct TracedScore {
  const QueryNode* node;  ///< The node of the query that is the part.
  std::array<double, BlockWindow::kSlots> scores;
};

/// Scores documents that match one query. For one thread; the query and the reader must outlive it.
/// Throws Xapian::Error.
///
/// The query is compiled to a scorer tree of sums and maxima over terms, and one evaluation walks
/// it: term at a time over windows of consecutive documents, or over blocks of a few
/// (match/doc_window.h). Where only the best are wanted, the parts of the query that can add most
/// go first, and documents that the others cannot lift among the best are left to them no more
/// (MaxScore: Turtle, Flood 1995). What a part can add is bounded window by window from the blocks
/// of its posting lists, and windows without any of the best are passed over (Ding, Suel 2011). The
/// score of a document is the sum of the scores of its terms, where a term counts only if the
/// document matches the part of the query that the term stands in. An approximate score is never
/// below the verified one.
class Scorer {
 public:
  Scorer(const QueryNode& query, const LocalReader& reader, Positions positions);

  /// The `k` documents with the highest scores of `docs`, all of which match the query, in no
  /// order, and those whose score equals the lowest of them. Documents that score less than `least`
  /// are left out.
  std::vector<ScoredDoc> TopK(const DocBitSet& docs, std::size_t k, double least = 0);

  /// The score of each document of a block: at most BlockWindow::kSlots documents, ascending, all
  /// of which match the query.
  std::vector<double> Score(std::span<const Xapian::docid> block);

  /// The scores that parts of a query add to the documents of a block: those of each node that
  /// `is_traced` is true of, as a whole. Of the alternatives of a kDisMax, a document has a score
  /// only for the highest.
  static std::vector<TracedScore> Trace(const QueryNode& query, const LocalReader& reader,
                                        bool (*is_traced)(const QueryNode&),
                                        std::span<const Xapian::docid> block);

 private:
  Scorer(const QueryNode& query, const LocalReader& reader, Positions positions,
         bool (*is_traced)(const QueryNode&));

  /// A node of the scorer tree.
  struct Node {
    enum class Kind { kTerm, kSynonym, kConstant, kSum, kMax };

    Kind kind;
    Matcher::Node* match;
    /// For a leaf: the product of the boosts on its path and, for kTerm and kSynonym, the Idf.
    double weight = 0;
    bool checks_match = false;  ///< For kSum: only documents that match `match` score.
    std::vector<Node> children = {};
    /// While tracing, the part of the query that this node scores.
    const QueryNode* traced = nullptr;

    /// The highest score that a document can have.
    double MaxScore() const;
  };

  void Add(Matcher::Node& match, double boost, bool known_to_match, std::vector<Node>& siblings);
  void AddTerm(Matcher::Node& match, double boost, std::vector<Node>& siblings);
  void AddMax(Matcher::Node& match, double boost, std::vector<Node>& siblings);
  template <typename Window, typename Accumulator>
  void Evaluate(Node& node, const Window& window, const typename Window::Bits& among,
                Accumulator& accumulator);
  template <typename Window, typename Accumulator>
  void EvaluateTerm(Node& node, const Window& window, const typename Window::Bits& among,
                    Accumulator& accumulator);
  template <typename Window, typename Accumulator>
  void EvaluateSynonym(Node& node, const Window& window, const typename Window::Bits& among,
                       Accumulator& accumulator);
  template <typename Window, typename Accumulator>
  void EvaluateMax(Node& node, const Window& window, const typename Window::Bits& among,
                   Accumulator& accumulator);
  template <typename Accumulator>
  void TraceNode(Node& node, const BlockWindow& block, const BlockWindow::Bits& among,
                 Accumulator& accumulator);
  template <typename Accumulator>
  void TraceMax(Node& node, const BlockWindow& block, const BlockWindow::Bits& among,
                Accumulator& accumulator);
  double MaxScoreIn(const Node& node, const RangeWindow& window);
  void EvaluateRoot(const RangeWindow& window, const RangeWindow::Bits& among, TopKCollector& top);
  bool PrefersBlocks(std::uint64_t docs);

  template <typename Window>
  AccumulatorPool<Window::kSlots>& PoolOf();

  const LocalReader& reader_;
  Positions positions_;
  std::shared_ptr<const LengthNorms> norms_;
  Matcher matcher_;
  bool (*is_traced_)(const QueryNode&);  ///< Which nodes are traced; null unless tracing.
  std::vector<TracedScore> trace_;
  Node root_;
  /// For each child of the root, the highest score that it and those behind it can add: anywhere,
  /// and in a window.
  std::vector<double> most_left_;
  std::vector<double> most_left_in_window_;
  DenseAccumulator<RangeWindow::kSlots> scores_in_window_;
  AccumulatorPool<RangeWindow::kSlots> range_pool_;
  AccumulatorPool<BlockWindow::kSlots> block_pool_;
};

}  // namespace dssearch
