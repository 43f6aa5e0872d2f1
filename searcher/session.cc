#include "searcher/session.h"

#include "searcher/format/generation.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch {
namespace {

// Opens the current generation. A rebuild may switch to another one meanwhile:
// then the identity read before is old, and the next call opens again.
void Open(const std::string& index, Session& session) {
  session.identity = format::StubIdentity(index);
  Xapian::Database all;
  for (const std::string& shard : format::ReadGeneration(index).shards)
    all.add_database(format::OpenShard(shard, text::Analyzer::Id()));
  session.database = all;
}

}  // namespace

SessionPool::SessionPool(std::string index) : index_(std::move(index)) { Borrow(); }

SessionPool::Lease SessionPool::Borrow() {
  std::unique_ptr<Session> session;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      session = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  format::Guard([&] {
    if (!session) {
      session = std::make_unique<Session>();
      Open(index_, *session);
    } else if (session->identity != format::StubIdentity(index_)) {
      // Never reopen() after a switch: it would mix two databases.
      Open(index_, *session);
    } else {
      session->database.reopen();
    }
  });
  return {*this, std::move(session)};
}

void SessionPool::Return(std::unique_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(session));
}

}  // namespace dssearch
