#include "searcher/index/index_reader.h"

#include <sstream>
#include <utility>

#include "searcher/format/deletions.h"
#include "searcher/format/identifier.h"
#include "searcher/format/open_database.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/index/segment_postings.h"

namespace dssearch {

IndexReader::IndexReader(const std::string& index, const std::string& commit)
    : analyzer_(std::make_unique<text::Analyzer>()) {
  Open(index, commit);
}

IndexReader::IndexReader(std::vector<Xapian::Database> segments)
    : analyzer_(std::make_unique<text::Analyzer>()), snapshot_(std::make_shared<Snapshot>("")) {
  lexicon_ = segments.front();
  for (Xapian::Database& database : segments) {
    SegmentReader segment;
    std::ostringstream columns;
    format::WriteColumns(database, columns);
    segment.columns = std::make_shared<format::Columns>(std::move(columns).str());
    std::ostringstream postings;
    format::WritePostings(database, postings);
    segment.postings = std::make_shared<format::Postings>(std::move(postings).str());
    std::ostringstream values;
    format::WriteStoredValues(database, values);
    segment.values = std::make_shared<format::StoredValues>(std::move(values).str());
    // Unlike those of a segment, documents may have been deleted from such a database.
    std::vector<Xapian::docid> deleted;
    auto it = database.postlist_begin("");
    for (Xapian::docid doc = 1; doc <= database.get_lastdocid(); ++doc) {
      if (it != database.postlist_end("") && *it == doc)
        ++it;
      else
        deleted.push_back(doc);
    }
    segment.database = std::move(database);
    Add(std::move(segment), deleted);
  }
}

void IndexReader::Add(SegmentReader segment, const std::vector<Xapian::docid>& deleted) {
  unpackers_.emplace_back(segment.database.get_metadata(format::kDictionaryKey));
  if (!segments_.empty()) segment.base = segments_.back().end;
  segment.last = segment.database.get_lastdocid();
  // Its documents have the docids from 1 on.
  segment.end =
      (segment.base + segment.last) / kSegmentAlignment * kSegmentAlignment + kSegmentAlignment;
  doc_count_ += segment.last - static_cast<Xapian::doccount>(deleted.size());
  last_doc_ = segment.base + segment.last;
  if (!deleted.empty()) {
    auto docs = std::make_shared<DocBitSet>(segment.last);
    for (const Xapian::docid doc : deleted) docs->Add(doc);
    segment.deleted = std::move(docs);
  }
  segments_.push_back(std::move(segment));
}

void IndexReader::Open(const std::string& index, const std::string& commit) {
  if (commit.empty()) {
    format::ReadCurrent(index, [&] {
      identity_ = format::CommitIdentity(index);
      OpenCommit(index, format::ReadCommit(index, text::Analyzer::Id()));
    });
    return;
  }
  identity_ = commit;
  const auto read = [&] { return format::ReadCommitNamed(index, commit, text::Analyzer::Id()); };
  try {
    OpenCommit(index, read());
  } catch (const Error&) {
    read();  // It may have been removed meanwhile.
    throw;
  }
}

void IndexReader::OpenCommit(const std::string& index, const format::Commit& commit) {
  segments_.clear();
  unpackers_.clear();
  doc_count_ = last_doc_ = 0;
  commit_ = commit.name();
  file_bytes_ = format::BytesOf(commit);
  published_ = commit.time;
  for (const format::CommitSegment& one : commit.segments) {
    const std::string folder = index + '/' + one.name + '/';
    SegmentReader segment;
    segment.database = format::OpenDatabase(index, one.name, one.files);
    segment.columns = format::Columns::Map(index, one.name);
    segment.postings = format::Postings::Map(folder + format::kPostingsFile);
    segment.values = format::StoredValues::Map(index, one.name);
    Add(std::move(segment), format::ReadDeletions(index, one));
  }
  lexicon_ = format::OpenDatabase(index, commit.lexicon, commit.lexicon_files);
}

bool IndexReader::IsCurrent(const std::string& index) const {
  return identity_ == format::CommitIdentity(index);
}

void IndexReader::CheckBudget() const {
  if (budget_.stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the search was stopped");
  if (budget_.deadline != std::chrono::steady_clock::time_point::max() &&
      std::chrono::steady_clock::now() > budget_.deadline)
    throw Error(
        ErrorCode::kTooExpensive, "the search takes too long",
        "ask for less: fewer words, a phrase of fewer words, or more of a word before '*'; or "
        "allow more time");
}

std::optional<Xapian::docid> IndexReader::Find(std::string_view id) const {
  for (const std::string& term : {format::IdTerm(id), format::IdentifierTerm(id)})
    if (const std::optional<Xapian::docid> found = FirstWith(term, *this)) return found;
  return std::nullopt;
}

std::size_t IndexReader::SegmentOf(Xapian::docid doc) const {
  std::size_t i = segments_.size() - 1;
  while (doc <= segments_[i].base) --i;
  return i;
}

std::string_view IndexReader::ValueOf(Xapian::docid doc, const format::Field& field) const {
  const SegmentReader& segment = segments_[SegmentOf(doc)];
  return segment.columns->Of(SlotOf(field)).TextOf(doc - segment.base);
}

format::Run IndexReader::RunOf(Xapian::docid doc, const format::Field& field) const {
  return format::DecodeRun(ValueOf(doc, field));
}

std::string_view IndexReader::PositionsOf(Xapian::docid doc) const {
  const SegmentReader& segment = segments_[SegmentOf(doc)];
  return segment.values->Of(format::kForwardPositionsSlot, doc - segment.base);
}

std::string IndexReader::MetadataOf(const std::string& key) const {
  return lexicon_.get_metadata(key);
}

Paper IndexReader::Read(Xapian::docid doc) const {
  CheckBudget();
  const std::size_t i = SegmentOf(doc);
  const SegmentReader& segment = segments_[i];
  return format::DecodeRecord(
      unpackers_[i].Unpack(segment.values->Of(format::kRecordSlot, doc - segment.base)));
}

ReaderPool::ReaderPool(std::string index, std::size_t cache_bytes)
    : index_(std::move(index)), cache_bytes_(cache_bytes) {
  Borrow();
}

ReaderPool::ReaderPool(ReaderPool& pool, const std::string& commit)
    : index_(pool.index_), cache_bytes_(pool.cache_bytes_) {
  std::unique_ptr<IndexReader> reader;
  if (Lease newest = pool.Borrow(); commit.empty() || commit == newest->commit()) {
    reader = newest.Take();
  } else {
    reader = std::make_unique<IndexReader>(index_, commit);
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
    if (!reader) reader = std::make_unique<IndexReader>(index_, commit_);
    if (commit_.empty() && !reader->IsCurrent(index_)) reader->Open(index_);
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
  const std::string& state = reader.identity_;
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
