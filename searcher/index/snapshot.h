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

/// The data in memory for one state of an index, shared by all readers that are open on it: a cache
/// of what queries look up, and columns, each of which is built at its first use. Thread-safe. What
/// is in them is declared where it is made: posting_list.h, column.h, and so on.
class Snapshot {
 public:
  /// The budget of the cache where no other is given. What was found by recent searches and phrases
  /// take most of it; posting lists are memory-mapped.
  static constexpr std::size_t kCacheBytes = std::size_t{64} << 20;

  /// `state` identifies this state of the index.
  explicit Snapshot(std::string state, std::size_t cache_bytes = kCacheBytes)
      : state_(std::move(state)), cache_(cache_bytes) {}

  const std::string& state() const { return state_; }
  Cache& cache() { return cache_; }

  /// The column of this name, built by `make()`, which returns a shared pointer, at its first use.
  /// A name always has the same type. A caller waits only while the column that it asks for is
  /// built; if `make` throws, the next caller tries again.
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
  std::mutex mutex_;                                ///< Guards the map, not the slots in it.
  std::map<std::string, Slot, std::less<>> slots_;  ///< Slots are never removed.
};

}  // namespace dssearch
