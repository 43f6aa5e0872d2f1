#pragma once

#include <xapian.h>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/matcher.h"
#include "searcher/match/query_node.h"
#include "searcher/rank/accumulators.h"
#include "searcher/rank/scored_doc.h"

namespace dssearch {

/// What one part of a query adds to the scores of a block of documents.
struct TracedScore {
  const QueryNode* part;  ///< Of the query.
  std::array<double, BlockWindow::kSlots> scores;
};

/// Scores documents that match a query. For one query and one thread; the query and the reader
/// must stay. Throws Xapian::Error.
///
/// The query becomes a tree of sums and maxima over terms (the scorer tree), which one evaluation
/// walks: term at a time over windows of documents that follow each other, or over blocks of a few
/// (match/doc_window.h). A score is the sum of the scores of terms, each of which counts for the
/// documents that match the part of the query that it stands in. Positions by approximation never
/// lower it.
class Scorer {
 public:
  Scorer(const QueryNode& query, const IndexReader& reader, Positions positions);

  /// Of `docs`, all of which match the query, the `k` with the highest scores, in no order, and
  /// those that score the same as the last of them.
  std::vector<ScoredDoc> TopK(const DocBitSet& docs, std::size_t k);

  /// The score of each document of a block. All match the query, and are in order.
  std::vector<double> Score(std::span<const Xapian::docid> block);

  /// What parts of the query add to the scores of a block: `is_part` says which nodes count as one.
  /// Of a kDisMax a document has only the alternative that scores most.
  static std::vector<TracedScore> Trace(const QueryNode& query, const IndexReader& reader,
                                        bool (*is_part)(const QueryNode&),
                                        std::span<const Xapian::docid> block);

 private:
  /// A node of the scorer tree.
  struct Node {
    enum class Kind { kTerm, kSynonym, kConstant, kSum, kMax };

    Kind kind;
    Matcher::Node* match;
    double weight = 0;     ///< Of a leaf: all boosts down to it and, of a term, its Idf.
    bool filters = false;  ///< Of a sum: only documents that match it have it.
    std::vector<Node> children = {};
    const QueryNode* part = nullptr;  ///< While tracing: what is explained by its name.
  };

  void Add(Matcher::Node& match, double boost, bool matches, std::vector<Node>& siblings);
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
  void TracePart(Node& node, const BlockWindow& block, const BlockWindow::Bits& among,
                 Accumulator& accumulator);
  template <typename Accumulator>
  void TraceMax(Node& node, const BlockWindow& block, const BlockWindow::Bits& among,
                Accumulator& accumulator);
  bool PrefersBlocks(std::uint64_t docs);

  template <typename Window>
  AccumulatorPool<Window::kSlots>& PoolOf();

  const IndexReader& reader_;
  Positions positions_;
  std::shared_ptr<const std::vector<float>> norms_;
  Matcher matcher_;
  bool (*is_part_)(const QueryNode&) = nullptr;  ///< Only while tracing.
  std::vector<TracedScore> trace_;
  Node root_;
  AccumulatorPool<RangeWindow::kSlots> range_pool_;
  AccumulatorPool<BlockWindow::kSlots> block_pool_;
};

}  // namespace dssearch
