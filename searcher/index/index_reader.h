#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/budget.h"
#include "dssearch/paper.h"
#include "searcher/format/commit.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/run.h"
#include "searcher/format/schema.h"
#include "searcher/index/segment_reader.h"
#include "searcher/index/snapshot.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// An open index for one thread: Xapian databases and an analyzer, neither of which threads can
/// share, and the snapshot that all readers of the same state share.
///
/// The documents of the segments are numbered one after the other. What is read of them has headers
/// of its own: segment_postings.h, term_cursor.h; so have data structures over the index:
/// posting_list.h, dictionary.h, column.h, labels.h, record_pairs.h.
class IndexReader {
 public:
  /// Opens a commit of the index directory `index`, the current one where `commit` is empty. Throws
  /// Error, kStateGone among them, and Xapian::Error.
  explicit IndexReader(const std::string& index, const std::string& commit = {});

  /// Reads databases that belong to no index directory, with a snapshot of its own.
  explicit IndexReader(std::vector<Xapian::Database> segments);

  const std::vector<SegmentReader>& segments() const { return segments_; }
  /// The number of the segment that has a document.
  std::size_t SegmentOf(Xapian::docid doc) const;

  /// Throws Error kTooExpensive or kCancelled where the budget of the call says so. Called by
  /// whatever looks at many documents or terms.
  void CheckBudget() const;

  text::Analyzer& analyzer() const { return *analyzer_; }
  Snapshot& snapshot() const { return *snapshot_; }
  Cache& cache() const { return snapshot_->cache(); }

  Xapian::doccount doc_count() const { return doc_count_; }
  /// The highest docid that a document can have; not all up to it have one.
  Xapian::docid last_doc() const { return last_doc_; }

  /// The name of the commit, such as "commit-000007", the size of its files, and when it was
  /// published (Run::time).
  const std::string& commit() const { return commit_; }
  std::uint64_t file_bytes() const { return file_bytes_; }
  std::int64_t published() const { return published_; }

  /// The document of the paper with this id, else of one that carries it as an identifier
  /// (format/identifier.h); nothing if there is none. Throws Xapian::Error.
  std::optional<Xapian::docid> Find(std::string_view id) const;

  /// The values of a document in a field, which must have a slot, with format::kValueSeparator
  /// between them; empty where it has none. Valid as long as the reader is open on this commit.
  std::string_view ValueOf(Xapian::docid doc, const format::Field& field) const;

  /// The run of a document in a field of FieldKind::kRun.
  format::Run RunOf(Xapian::docid doc, const format::Field& field) const;

  /// The encoded forward positions of a document, for format::ForwardPositions; empty if it has
  /// none. Valid as long as the reader is open on this commit.
  std::string_view PositionsOf(Xapian::docid doc) const;

  /// What labels and lexicon of the index have under a key of the metadata; empty for nothing.
  /// Throws Xapian::Error.
  std::string MetadataOf(const std::string& key) const;

  /// The stored paper of a document. Throws Error kIndexCorrupt, and Xapian::Error.
  Paper Read(Xapian::docid doc) const;

  /// Whether the open commit is still the current one of the index directory `index`.
  bool IsCurrent(const std::string& index) const;

 private:
  friend class ReaderPool;

  void Open(const std::string& index, const std::string& commit = {});
  void OpenCommit(const std::string& index, const format::Commit& commit);
  void Add(SegmentReader segment, const std::vector<Xapian::docid>& deleted);

  std::string identity_;  ///< format::CommitIdentity of the current commit, the name of another.
  std::string commit_;
  std::uint64_t file_bytes_ = 0;
  std::int64_t published_ = 0;
  std::vector<SegmentReader> segments_;
  mutable std::vector<format::RecordUnpacker> unpackers_;  ///< One for each segment.
  Xapian::Database lexicon_;                               ///< Labels and lexicon.
  Budget budget_;                                          ///< Of the call that has the reader.
  Xapian::doccount doc_count_ = 0;
  Xapian::docid last_doc_ = 0;
  std::unique_ptr<text::Analyzer> analyzer_;
  std::shared_ptr<Snapshot> snapshot_;
};

/// A pool of readers of one index directory. Thread-safe. It holds as many readers as were borrowed
/// at the same time since the index last changed.
class ReaderPool {
 public:
  /// Opens a first reader, so that an index that cannot be opened is reported at once. Throws
  /// Error.
  explicit ReaderPool(std::string index, std::size_t cache_bytes = Snapshot::kCacheBytes);

  /// A pool of one state: the newest one of the index of `pool` where `commit` is empty, else that
  /// of a commit. A reader of it stays open. What is in memory of the newest state is shared with
  /// `pool`. Throws Error and Xapian::Error as IndexReader does.
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

  std::string index_;
  std::size_t cache_bytes_;
  std::string commit_ = {};  ///< That of a pool of one state.
  std::mutex mutex_;
  std::vector<std::unique_ptr<IndexReader>> idle_;
  std::shared_ptr<Snapshot> newest_;
};

}  // namespace dssearch
