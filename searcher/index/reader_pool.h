#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/budget.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/snapshot.h"

namespace dssearch {

/// A pool of readers of one index. Thread-safe. It holds as many readers as were borrowed at the
/// same time since the index last changed.
class ReaderPool {
 public:
  /// Opens a reader of a commit, of the newest one where that is empty. Throws Error and
  /// Xapian::Error.
  using Open = std::function<std::unique_ptr<IndexReader>(const std::string& commit)>;

  /// Opens a first reader, so that an index that cannot be opened is reported at once. Throws
  /// Error.
  explicit ReaderPool(Open open, std::size_t cache_bytes = Snapshot::kCacheBytes);

  /// A pool of one state: the newest one of the index of `pool` where `commit` is empty, else that
  /// of a commit. A reader of it stays open. What is in memory of the newest state is shared with
  /// `pool`. Throws as `open` does.
  ReaderPool(ReaderPool& pool, const std::string& commit);

  /// Whether this is a pool of one state, which is that of `commit`, or where that is empty any.
  bool IsPinned(const std::string& commit) const {
    return !commit_.empty() && (commit.empty() || commit == commit_);
  }

  /// A borrowed reader, which returns to the pool when the lease ends. The pool must outlive it.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<IndexReader> reader)
        : pool_(&pool), reader_(std::move(reader)) {}
    ~Lease() {
      if (reader_) pool_->Return(std::move(reader_));
    }
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;

    /// Closes the reader, which there was no memory for, and empties the cache of its state.
    void GiveUp() {
      reader_->cache().Clear();
      reader_.reset();
    }

    /// Keeps the reader from returning to the pool.
    std::unique_ptr<IndexReader> Take() { return std::move(reader_); }

    /// Gives the reader another budget.
    void Limit(const Budget& budget) { reader_->budget_ = budget; }

    const IndexReader& operator*() const { return *reader_; }
    const IndexReader* operator->() const { return reader_.get(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<IndexReader> reader_;
  };

  /// A reader of the newest state of the index, or of the one that the pool is of, for a call with
  /// a budget. Throws Error.
  Lease Borrow(const Budget& budget = {});

 private:
  void Return(std::unique_ptr<IndexReader> reader);

  /// Gives the reader the snapshot of its state, made anew for a new state. Then idle readers of
  /// older states are closed, so that nothing holds their files and their snapshot.
  void Share(IndexReader& reader);

  Open open_;
  std::size_t cache_bytes_;
  std::string commit_ = {};  ///< That of a pool of one state.
  std::mutex mutex_;
  std::vector<std::unique_ptr<IndexReader>> idle_;
  std::shared_ptr<Snapshot> newest_;
};

}  // namespace dssearch
