#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "searcher/index/local/match/doc_window.h"

namespace dssearch {

// Accumulators hold a score for each of the `kSlots` documents of a window (match/doc_window.h).
// All have `Add(std::size_t slot, double score)`, so that one evaluation fills any of them.

/// An accumulator for windows in which most documents score.
template <std::size_t kSlots>
struct DenseAccumulator {
  std::array<double, kSlots> sums;  ///< Of no value before they are cleared.

  void Add(std::size_t slot, double score) { sums[slot] += score; }

  /// Clears the sums of some slots. To clear all takes longer than to score a few documents.
  void Clear(const WindowBits<kSlots / 64>& slots) {
    slots.ForEach([this](std::size_t slot) { sums[slot] = 0; });
  }
};

/// An accumulator for windows in which few documents score. A bit for each slot says which do: to
/// scan all the sums for them would take longer than to add them.
template <std::size_t kSlots>
class SparseAccumulator {
 public:
  SparseAccumulator() : sums_(kSlots) {}

  void Add(std::size_t slot, double score) {
    sums_[slot] += score;
    Note(slot);
  }

  /// Sets a sum to `score` if that is higher.
  void Raise(std::size_t slot, double score) {
    sums_[slot] = std::max(sums_[slot], score);
    Note(slot);
  }

  /// Calls `visit(std::size_t slot, double sum)` for each slot with a sum, ascending, and clears
  /// it.
  template <typename Visit>
  void Drain(const Visit& visit) {
    for (std::size_t i = 0; i < noted_.size(); ++i)
      for (std::uint64_t rest = std::exchange(noted_[i], 0); rest != 0; rest &= rest - 1) {
        const std::size_t slot = i * 64 + static_cast<std::size_t>(std::countr_zero(rest));
        visit(slot, std::exchange(sums_[slot], 0));
      }
  }

 private:
  void Note(std::size_t slot) { noted_[slot / 64] |= std::uint64_t{1} << (slot % 64); }

  std::vector<double> sums_;
  std::array<std::uint64_t, kSlots / 64> noted_ = {};
};

/// Combines scores by their maximum instead of their sum. It is for alternatives that are a single
/// leaf: each of their scores is final, so no sum has to be built before the comparison.
template <std::size_t kSlots>
struct MaxCombiner {
  SparseAccumulator<kSlots>& highest;

  void Add(std::size_t slot, double score) { highest.Raise(slot, score); }
};

/// A pool of empty SparseAccumulators: allocating one takes longer than filling it.
template <std::size_t kSlots>
class AccumulatorPool {
 public:
  SparseAccumulator<kSlots> Take() {
    if (free_.empty()) return {};
    SparseAccumulator<kSlots> accumulator = std::move(free_.back());
    free_.pop_back();
    return accumulator;
  }
  void Return(SparseAccumulator<kSlots> accumulator) { free_.push_back(std::move(accumulator)); }

 private:
  std::vector<SparseAccumulator<kSlots>> free_;
};

}  // namespace dssearch
