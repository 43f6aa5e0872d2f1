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

/// What one thread needs to search: a database and an analyzer, neither of
/// which can be shared.
struct Session {
  Xapian::Database database;
  text::Analyzer analyzer;
  std::string generation;                ///< The name of the one that `database` is open on,
  std::string identity;                  ///< and what tells it from any other.
  std::vector<Xapian::Database> shards;  ///< What `database` is made of.
  std::vector<format::RecordUnpacker> unpackers;  ///< Of the shards.
  std::shared_ptr<Snapshot> snapshot;             ///< Of the state that `database` shows.

  /// The paper with this id, if there is one.
  std::optional<Xapian::docid> Find(std::string_view id) const;

  Paper Read(Xapian::docid paper);
};

/// Lends sessions, and takes them back. Thread-safe; there are as many sessions
/// as calls that ever ran at the same time.
class SessionPool {
 public:
  /// Opens a first session, so that a wrong index is known at once.
  explicit SessionPool(std::string index);

  /// A borrowed session; goes back to the pool with the lease.
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<Session> session)
        : pool_(&pool), session_(std::move(session)) {}
    ~Lease() {
      if (session_) pool_->Return(std::move(session_));
    }
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;

    Session& operator*() const { return *session_; }
    Session* operator->() const { return session_.get(); }

   private:
    SessionPool* pool_;
    std::unique_ptr<Session> session_;
  };

  /// A session on the index as it is now. Throws Error.
  Lease Borrow();

  /// Whether the session's generation is still the one that is published.
  bool IsCurrent(const Session& session) const;

 private:
  void Return(std::unique_ptr<Session> session);

  /// Gives the session the snapshot of its state, which others may have too.
  void Share(Session& session);

  std::string index_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
  std::shared_ptr<Snapshot> newest_;
};

}  // namespace dssearch
