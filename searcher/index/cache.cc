#include "searcher/index/cache.h"

#include <iterator>
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
  Protect(found->second);
  return found->second->value;
}

void Cache::Insert(const Key& key, std::shared_ptr<const void> value, std::size_t bytes,
                   bool is_costly) {
  bytes += sizeof(Entry) + key.text.size() + kOverheadBytes;
  if (bytes > budget_ / 8) return;
  const std::lock_guard lock(mutex_);
  if (index_.contains(key)) return;
  while (bytes_ + bytes > budget_) EvictOne();
  probation_.push_front({key, std::string(key.text), std::move(value), bytes});
  Entry& entry = probation_.front();
  entry.key.text = entry.text;
  index_.emplace(entry.key, probation_.begin());
  bytes_ += bytes;
  if (is_costly) Protect(probation_.begin());
}

// Makes an entry the most recently used of the protected ones, and demotes the oldest of them.
void Cache::Protect(Entries::iterator entry) {
  protected_.splice(protected_.begin(), entry->is_protected ? protected_ : probation_, entry);
  if (!std::exchange(entry->is_protected, true)) protected_bytes_ += entry->bytes;
  while (protected_bytes_ > budget_ / 5 * 4) {
    const Entries::iterator oldest = std::prev(protected_.end());
    oldest->is_protected = false;
    protected_bytes_ -= oldest->bytes;
    probation_.splice(probation_.begin(), protected_, oldest);
  }
}

void Cache::EvictOne() {
  Entries& entries = probation_.empty() ? protected_ : probation_;
  const Entry& oldest = entries.back();
  bytes_ -= oldest.bytes;
  if (oldest.is_protected) protected_bytes_ -= oldest.bytes;
  index_.erase(oldest.key);
  entries.pop_back();
}

}  // namespace dssearch
