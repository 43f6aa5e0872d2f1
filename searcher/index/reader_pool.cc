#include "searcher/index/reader_pool.h"

#include <new>
#include <utility>

#include "searcher/format/xapian_guard.h"

namespace dssearch {

ReaderPool::ReaderPool(Open open, std::size_t cache_bytes)
    : open_(std::move(open)), cache_bytes_(cache_bytes) {
  Borrow();
}

ReaderPool::ReaderPool(ReaderPool& pool, const std::string& commit)
    : open_(pool.open_), cache_bytes_(pool.cache_bytes_) {
  std::unique_ptr<IndexReader> reader;
  if (Lease newest = pool.Borrow(); commit.empty() || commit == newest->commit()) {
    reader = newest.Take();
  } else {
    reader = open_(commit);
    reader->snapshot_ = std::make_shared<Snapshot>(commit, cache_bytes_);
  }
  commit_ = reader->commit();
  newest_ = reader->snapshot_;
  idle_.push_back(std::move(reader));
}

ReaderPool::Lease ReaderPool::Borrow(const Budget& budget) {
  std::unique_ptr<IndexReader> reader;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  format::Guard([&] {
    if (!reader) reader = open_(commit_);
    if (commit_.empty() && !reader->IsCurrent()) reader->Reopen();
    Share(*reader);
  });
  reader->budget_ = budget;
  return {*this, std::move(reader)};
}

void ReaderPool::Share(IndexReader& reader) {
  if (!commit_.empty()) {
    reader.snapshot_ = newest_;
    return;
  }
  const std::string& state = reader.identity();
  if (reader.snapshot_ && reader.snapshot_->state() == state) return;
  // Their databases are closed after the lock is released.
  std::vector<std::unique_ptr<IndexReader>> old;
  const std::lock_guard lock(mutex_);
  if (!newest_ || newest_->state() != state) {
    newest_ = std::make_shared<Snapshot>(state, cache_bytes_);
    old.swap(idle_);
  }
  reader.snapshot_ = newest_;
}

void ReaderPool::Return(std::unique_ptr<IndexReader> reader) {
  const std::lock_guard lock(mutex_);
  // A reader that was lent while the state changed is closed instead of kept with its old state.
  if (reader->snapshot_ != newest_) return;
  try {
    idle_.push_back(std::move(reader));
  } catch (const std::bad_alloc&) {
    // It is closed.
  }
}

}  // namespace dssearch
