#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "searcher/index/local/rank/scored_doc.h"

namespace dssearch {

/// Collects the `k` documents with the highest scores, and those whose score equals the lowest of
/// them, so that the caller can break ties.
class TopKCollector {
 public:
  /// Documents that score less than `least` are left out.
  explicit TopKCollector(std::size_t k, double least = 0)
      : k_(k), prune_above_(2 * k), least_(least) {}

  /// No document that scores less will be collected.
  double least() const { return least_; }

  void Add(ScoredDoc one) {
    if (one.score < least_) return;
    best_.push_back(one);
    if (best_.size() > prune_above_) Prune();
  }

  /// The collected documents, in no order.
  std::vector<ScoredDoc> Finish() {
    Prune();
    return std::move(best_);
  }

 private:
  void Prune() {
    if (best_.size() <= k_) return;
    const auto last = best_.begin() + static_cast<std::ptrdiff_t>(k_ - 1);
    std::nth_element(best_.begin(), last, best_.end(),
                     [](const ScoredDoc& a, const ScoredDoc& b) { return a.score > b.score; });
    least_ = last->score;
    best_.erase(std::remove_if(last + 1, best_.end(),
                               [this](const ScoredDoc& one) { return one.score < least_; }),
                best_.end());
    // Where many scores are equal, not every further document causes a pass over all of them.
    prune_above_ = 2 * best_.size();
  }

  std::size_t k_;
  std::size_t prune_above_;
  double least_;
  std::vector<ScoredDoc> best_;
};

}  // namespace dssearch
