#include "searcher/index/cache.h"

#include <iterator>
#include <utility>

namespace dssearch {
namespace {

// The estimated bytes of an entry besides the Entry, its key and its value: the nodes of the list
// and of the hash set, their share of the set's buckets, the control block of the shared pointer,
// and the padding of malloc.
constexpr std::size_t kOverheadBytes = 144;

// A query asks for a hundred values, and each step from one to the next in a chain or a list of a
// large cache waits for memory. So chains are short, ...
constexpr float kLoadFactor = 0.5F;

// ... and an entry that is asked for again is not moved to the front before a tenth of the budget
// has been inserted, since until then it can hardly get near the end.
constexpr std::size_t kMovesPerBudget = 10;

}  // namespace

Cache::Cache(std::size_t budget_bytes) : budget_(budget_bytes) {
  index_.max_load_factor(kLoadFactor);
}

std::size_t Cache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::shared_ptr<const void> Cache::Find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = index_.find(key);
  if (found == index_.end()) return nullptr;
  const Entries::iterator entry = *found;
  if (!entry->is_protected || inserted_bytes_ - entry->used_at > budget_ / kMovesPerBudget)
    Use(entry);
  return entry->value;
}

void Cache::Insert(const Key& key, std::shared_ptr<const void> value, std::size_t bytes,
                   bool is_costly) {
  bytes += sizeof(Entry) + key.text.size() + kOverheadBytes;
  if (bytes > budget_ / 8) return;
  const std::lock_guard lock(mutex_);
  if (index_.contains(key)) return;
  while (bytes_ + bytes > budget_) EvictOne();
  probation_.push_front(
      {key.type, std::string(key.text), key.hash, std::move(value), bytes, inserted_bytes_});
  try {
    index_.insert(probation_.begin());
  } catch (...) {
    probation_.pop_front();
    throw;
  }
  bytes_ += bytes;
  inserted_bytes_ += bytes;
  if (is_costly) Use(probation_.begin());
}

// Makes an entry the most recently used of the protected ones, and demotes the oldest of them.
void Cache::Use(Entries::iterator entry) {
  protected_.splice(protected_.begin(), entry->is_protected ? protected_ : probation_, entry);
  entry->used_at = inserted_bytes_;
  if (!std::exchange(entry->is_protected, true)) protected_bytes_ += entry->bytes;
  while (protected_bytes_ > budget_ / 5 * 4) {
    const Entries::iterator oldest = std::prev(protected_.end());
    oldest->is_protected = false;
    protected_bytes_ -= oldest->bytes;
    probation_.splice(probation_.begin(), protected_, oldest);
  }
}

void Cache::Remove(const Key& key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = index_.find(key); found != index_.end()) Evict(*found);
}

void Cache::Clear() {
  const std::lock_guard lock(mutex_);
  while (bytes_ > 0) EvictOne();
}

void Cache::EvictOne() {
  Evict(std::prev(probation_.empty() ? protected_.end() : probation_.end()));
}

void Cache::Evict(Entries::iterator entry) {
  bytes_ -= entry->bytes;
  if (entry->is_protected) protected_bytes_ -= entry->bytes;
  index_.erase(entry);
  (entry->is_protected ? protected_ : probation_).erase(entry);
}

}  // namespace dssearch
