#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/index/cache.h"

namespace dssearch {

/// What is kept in memory of one state of an index, for all readers that are open on it: a cache
/// of what queries looked up, and columns, each of which is made when it is first asked for.
/// Thread-safe. What is in them is said where it is made: posting_list.h, column.h, and so on.
class Snapshot {
 public:
  /// Posting lists and phrases take most of it. The decoded lists of the terms of 1,000 queries
  /// over 100,000 papers fit, with as much again for what was counted and found.
  static constexpr std::size_t kCacheBytes = std::size_t{160} << 20;

  /// `state` tells this state of the index from any other.
  explicit Snapshot(std::string state) : state_(std::move(state)), cache_(kCacheBytes) {}

  const std::string& state() const { return state_; }
  Cache& cache() { return cache_; }

  /// The column of this name, which is always of this type; `make()` returns a shared pointer to
  /// it. Only who wants the same column waits while it is made. Where `make` throws, the next one
  /// who asks tries again.
  template <typename T, typename Make>
  std::shared_ptr<const T> Column(std::string_view name, const Make& make) {
    Slot& slot = SlotOf(name);
    const std::lock_guard lock(slot.mutex);
    if (!slot.column) slot.column = make();
    return std::static_pointer_cast<const T>(slot.column);
  }

 private:
  struct Slot {
    std::mutex mutex;
    std::shared_ptr<const void> column;
  };

  Slot& SlotOf(std::string_view name) {
    const std::lock_guard lock(mutex_);
    const auto found = slots_.find(name);
    return found != slots_.end() ? found->second : slots_[std::string(name)];
  }

  const std::string state_;
  Cache cache_;
  std::mutex mutex_;                                ///< Guards `slots_`, not what is in them.
  std::map<std::string, Slot, std::less<>> slots_;  ///< None is ever removed.
};

}  // namespace dssearch
