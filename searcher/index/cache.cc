#include "searcher/index/cache.h"

#include <utility>

namespace dssearch {
namespace {

// The estimated bytes of an entry besides the Entry, its key and its value: the nodes of the list
// and of the hash map, their share of the map's buckets, the control block of the shared pointer,
// and the padding of malloc.
constexpr std::size_t kOverheadBytes = 160;

}  // namespace

std::size_t Cache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::shared_ptr<const void> Cache::Find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->value;
}

void Cache::Insert(const Key& key, std::shared_ptr<const void> value, std::size_t bytes) {
  bytes += sizeof(Entry) + key.text.size() + kOverheadBytes;
  if (bytes > budget_ / 8) return;
  const std::lock_guard lock(mutex_);
  if (index_.contains(key)) return;
  while (bytes_ + bytes > budget_) {
    const Entry& oldest = entries_.back();
    bytes_ -= oldest.bytes;
    index_.erase({oldest.type, oldest.key});
    entries_.pop_back();
  }
  entries_.push_front({key.type, std::string(key.text), std::move(value), bytes});
  index_.emplace(Key{key.type, entries_.front().key}, entries_.begin());
  bytes_ += bytes;
}

}  // namespace dssearch
