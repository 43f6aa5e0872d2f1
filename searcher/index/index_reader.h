#pragma once

#include <xapian.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/record_codec.h"
#include "searcher/index/snapshot.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// What one thread reads one state of an index with: a database and an analyzer, neither of which
/// can be shared between threads, and the snapshot that all readers of this state share.
///
/// Most of what is read has a module of its own: posting_list.h, term_stats.h, dictionary.h,
/// column.h, labels.h, forward_positions_reader.h.
class IndexReader {
 public:
  /// Opens the current generation of the index directory. Throws Error and Xapian::Error.
  explicit IndexReader(const std::string& index);

  /// Reads databases that are no index directory, with a snapshot of its own.
  explicit IndexReader(std::vector<Xapian::Database> shards);

  const Xapian::Database& database() const { return database_; }
  text::Analyzer& analyzer() const { return *analyzer_; }
  Snapshot& snapshot() const { return *snapshot_; }
  Cache& cache() const { return snapshot_->cache(); }

  Xapian::doccount doc_count() const { return doc_count_; }
  Xapian::docid last_doc() const { return last_doc_; }

  /// The name of the generation, "gen-000007".
  const std::string& generation() const { return generation_; }

  /// The document of the paper with this id, if there is one.
  std::optional<Xapian::docid> Find(std::string_view id) const;

  /// The paper of a document.
  Paper Read(Xapian::docid doc) const;

  /// Whether `index` still publishes the generation that is open.
  bool IsCurrent(const std::string& index) const;

 private:
  friend class ReaderPool;

  void Open(const std::string& index);
  void Add(Xapian::Database shard);
  bool Reopen();
  std::string State() const;

  std::string identity_;  ///< Tells the generation from any other.
  std::string generation_;
  Xapian::Database database_;
  std::vector<Xapian::Database> shards_;                   ///< What `database_` is made of.
  mutable std::vector<format::RecordUnpacker> unpackers_;  ///< One a shard.
  Xapian::doccount doc_count_ = 0;
  Xapian::docid last_doc_ = 0;
  std::unique_ptr<text::Analyzer> analyzer_;
  std::shared_ptr<Snapshot> snapshot_;
};

/// Lends readers and takes them back. Thread-safe. It has as many readers as calls that ran at
/// the same time since the index was last published.
class ReaderPool {
 public:
  /// Opens a first reader, so that a wrong index is known at once.
  explicit ReaderPool(std::string index);

  /// A borrowed reader; it goes back to the pool with the lease.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<IndexReader> reader)
        : pool_(&pool), reader_(std::move(reader)) {}
    ~Lease() {
      if (reader_) pool_->Return(std::move(reader_));
    }
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;

    const IndexReader& operator*() const { return *reader_; }
    const IndexReader* operator->() const { return reader_.get(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<IndexReader> reader_;
  };

  /// A reader of the index as it is now. Throws Error.
  Lease Borrow();

  /// Whether the reader's generation is still the one that is published.
  bool IsCurrent(const IndexReader& reader) const { return reader.IsCurrent(index_); }

 private:
  void Return(std::unique_ptr<IndexReader> reader);

  /// Gives the reader the snapshot of its state, which others may have too. At a new state the
  /// idle readers of older ones are closed, so that nothing holds their files and their snapshot.
  void Share(IndexReader& reader);

  std::string index_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<IndexReader>> idle_;
  std::shared_ptr<Snapshot> newest_;
};

}  // namespace dssearch
