#include "searcher/index/index_reader.h"

#include "searcher/format/generation.h"
#include "searcher/format/record.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch {
namespace {

// Opens the current generation. Switches may go on meanwhile, so that what the
// stub named is gone when it is to be opened: then there is a newer one.
void Open(const std::string& index, Session& session) {
  for (;;) {
    session.identity = format::StubIdentity(index);
    try {
      session.database = Xapian::Database();
      session.shards.clear();
      session.unpackers.clear();
      const format::Generation generation = format::ReadGeneration(index);
      session.generation = generation.name;
      for (const std::string& shard : generation.shards) {
        session.shards.push_back(format::OpenShard(shard, text::Analyzer::Id()));
        session.database.add_database(session.shards.back());
        session.unpackers.emplace_back(session.shards.back().get_metadata(format::kDictionaryKey));
      }
      return;
    } catch (const Error&) {
      if (session.identity == format::StubIdentity(index)) throw;
    }
  }
}

// Whether the newest commit to the generation that is open could be seen.
bool Reopen(Session& session) {
  try {
    session.database.reopen();
    return true;
  } catch (const Xapian::DatabaseError&) {
    return false;
  }
}

}  // namespace

std::optional<Xapian::docid> Session::Find(std::string_view id) const {
  const std::string term = format::IdTerm(id);
  const auto found = database.postlist_begin(term);
  if (found == database.postlist_end(term)) return std::nullopt;
  return *found;
}

Paper Session::Read(Xapian::docid paper) {
  // Xapian numbers the papers of its databases in turn.
  format::RecordUnpacker& unpacker = unpackers[(paper - 1) % unpackers.size()];
  return format::DecodeRecord(
      unpacker.Unpack(database.get_document(paper).get_value(format::kRecordSlot)));
}

SessionPool::SessionPool(std::string index) : index_(std::move(index)) { Borrow(); }

bool SessionPool::IsCurrent(const Session& session) const {
  return session.identity == format::StubIdentity(index_);
}

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
    } else if (session->identity != format::StubIdentity(index_) || !Reopen(*session)) {
      // Never reopen() after a switch: it would mix two databases.
      Open(index_, *session);
    }
    Share(*session);
  });
  return {*this, std::move(session)};
}

void SessionPool::Share(Session& session) {
  std::string state = session.identity;
  for (const Xapian::Database& shard : session.shards)
    state += ' ' + std::to_string(shard.get_revision());
  if (session.snapshot && session.snapshot->state() == state) return;
  const std::lock_guard lock(mutex_);
  if (!newest_ || newest_->state() != state) newest_ = std::make_shared<Snapshot>(state);
  session.snapshot = newest_;
}

void SessionPool::Return(std::unique_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(session));
}

}  // namespace dssearch
