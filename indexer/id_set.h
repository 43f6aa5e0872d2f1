#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dssearch::indexer {

/// A set of ids by their hashes (format::IdHash). It takes 16 to 32 bytes an id, since a run may
/// see millions. That any two of ten million ids are taken for one has a probability of 3 in a
/// million. Not thread-safe.
class IdSet {
 public:
  /// Adds an id. Returns false if it was there.
  bool Add(std::uint64_t hash) {
    if (2 * (size_ + 1) > slots_.size()) Grow();
    std::uint64_t& slot = SlotOf(hash);
    if (slot != 0) return false;
    slot = Stored(hash);
    ++size_;
    return true;
  }

  bool Has(std::uint64_t hash) const {
    return !slots_.empty() && const_cast<IdSet*>(this)->SlotOf(hash) != 0;
  }

  std::size_t size() const { return size_; }

 private:
  // 0 is an empty slot.
  static std::uint64_t Stored(std::uint64_t hash) { return hash == 0 ? 1 : hash; }

  std::uint64_t& SlotOf(std::uint64_t hash) {
    std::size_t i = hash % slots_.size();
    while (slots_[i] != 0 && slots_[i] != Stored(hash)) i = (i + 1) % slots_.size();
    return slots_[i];
  }

  void Grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    for (const std::uint64_t hash : old)
      if (hash != 0) SlotOf(hash) = hash;
  }

  std::vector<std::uint64_t> slots_;
  std::size_t size_ = 0;
};

}  // namespace dssearch::indexer
