#include "searcher/index/index_reader.h"

#include <utility>

#include "searcher/format/generation.h"
#include "searcher/format/identifier.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch {

IndexReader::IndexReader(const std::string& index) : analyzer_(std::make_unique<text::Analyzer>()) {
  Open(index);
}

IndexReader::IndexReader(std::vector<Xapian::Database> shards)
    : analyzer_(std::make_unique<text::Analyzer>()), snapshot_(std::make_shared<Snapshot>("")) {
  for (Xapian::Database& shard : shards) Add(std::move(shard));
}

void IndexReader::Add(Xapian::Database shard) {
  unpackers_.emplace_back(shard.get_metadata(format::kDictionaryKey));
  shards_.push_back(std::move(shard));
  database_.add_database(shards_.back());
  doc_count_ = database_.get_doccount();
  last_doc_ = database_.get_lastdocid();
}

// A new generation may be published while this one is opened, and the databases that the stub named
// be removed. Then the stub has changed, and the newer generation is opened instead.
void IndexReader::Open(const std::string& index) {
  for (;;) {
    identity_ = format::StubIdentity(index);
    try {
      database_ = Xapian::Database();
      shards_.clear();
      unpackers_.clear();
      const format::Generation generation = format::ReadGeneration(index);
      generation_ = generation.name;
      for (const std::string& shard : generation.shards)
        Add(format::OpenShard(shard, text::Analyzer::Id()));
      return;
    } catch (const Error&) {
      if (identity_ == format::StubIdentity(index)) throw;
    }
  }
}

// Moves on to the newest commit of the open generation. Returns false where it cannot be read any
// more.
bool IndexReader::Reopen() {
  try {
    if (database_.reopen()) {
      doc_count_ = database_.get_doccount();
      last_doc_ = database_.get_lastdocid();
    }
    return true;
  } catch (const Xapian::DatabaseError&) {
    return false;
  }
}

std::string IndexReader::State() const {
  std::string state = identity_;
  for (const Xapian::Database& shard : shards_) state += ' ' + std::to_string(shard.get_revision());
  return state;
}

bool IndexReader::IsCurrent(const std::string& index) const {
  return identity_ == format::StubIdentity(index);
}

std::optional<Xapian::docid> IndexReader::Find(std::string_view id) const {
  for (const std::string& term : {format::IdTerm(id), format::IdentifierTerm(id)}) {
    const auto found = database_.postlist_begin(term);
    if (found != database_.postlist_end(term)) return *found;
  }
  return std::nullopt;
}

Paper IndexReader::Read(Xapian::docid doc) const {
  // Xapian interleaves the docids of the databases that it combines.
  format::RecordUnpacker& unpacker = unpackers_[(doc - 1) % unpackers_.size()];
  return format::DecodeRecord(
      unpacker.Unpack(database_.get_document(doc).get_value(format::kRecordSlot)));
}

ReaderPool::ReaderPool(std::string index) : index_(std::move(index)) { Borrow(); }

ReaderPool::Lease ReaderPool::Borrow() {
  std::unique_ptr<IndexReader> reader;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  format::Guard([&] {
    if (!reader) {
      reader = std::make_unique<IndexReader>(index_);
    } else if (!reader->IsCurrent(index_) || !reader->Reopen()) {
      // Reopen() after another generation was published would mix two databases.
      reader->Open(index_);
    }
    Share(*reader);
  });
  return {*this, std::move(reader)};
}

void ReaderPool::Share(IndexReader& reader) {
  const std::string state = reader.State();
  if (reader.snapshot_ && reader.snapshot_->state() == state) return;
  // Their databases are closed after the lock is released.
  std::vector<std::unique_ptr<IndexReader>> old;
  const std::lock_guard lock(mutex_);
  if (!newest_ || newest_->state() != state) {
    newest_ = std::make_shared<Snapshot>(state);
    old.swap(idle_);
  }
  reader.snapshot_ = newest_;
}

void ReaderPool::Return(std::unique_ptr<IndexReader> reader) {
  const std::lock_guard lock(mutex_);
  // A reader that was lent while the state changed is closed instead of kept with its old state.
  if (reader->snapshot_ == newest_) idle_.push_back(std::move(reader));
}

}  // namespace dssearch
