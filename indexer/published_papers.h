#pragma once

#include <xapian.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/id_set.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/slot_reader.h"

namespace dssearch::indexer {

/// The papers of the current generation of an index, and which of them a run deletes. Deletions
/// are only noted here, until they are applied to a database that is being written.
///
/// Not thread-safe. Members throw Xapian::Error.
class PublishedPapers {
 public:
  explicit PublishedPapers(Xapian::Database database);

  const Xapian::Database& database() const { return database_; }
  std::size_t size() const { return database_.get_doccount(); }

  /// The document with this term of an id (format::IdTerm) that is not deleted; 0 where there is
  /// none.
  Xapian::docid Find(const std::string& id_term) const;

  /// The first documents with a term that are not deleted, a hundred at most.
  std::vector<Xapian::docid> FindAll(const std::string& term) const;

  /// Whether a document has this record (format::EncodeRecord), and whether it was read from this
  /// file. Fast where documents are asked for in the order of their numbers.
  bool HasRecord(Xapian::docid paper, std::string_view record);
  bool IsFrom(Xapian::docid paper, std::string_view source);

  /// The paper that a document stores.
  Paper PaperOf(Xapian::docid paper);

  /// The documents that were read from a file in or below `path` (canonical), that are not deleted,
  /// and whose ids are not among those `seen`.
  std::vector<Xapian::docid> Missing(const std::string& path, const IdSet& seen) const;

  /// Notes that a document is deleted. False where that is noted already.
  bool Delete(Xapian::docid paper);

  /// How many documents are deleted.
  std::size_t deleted_count() const { return deleted_count_; }

  /// Deletes the documents from a database that has all of those here before any others.
  void DeleteFrom(Xapian::WritableDatabase& writable) const;

  /// Makes a database at `path` of the documents that are not deleted. It is not durable.
  void CopyRemaining(const std::filesystem::path& path) const;

 private:
  Xapian::Database database_;
  std::vector<bool> deleted_;  ///< By document.
  std::size_t deleted_count_ = 0;
  format::SlotReader hashes_;
  format::RecordUnpacker unpacker_;
};

/// Deletes all documents with this term of an id but the last one.
void DeleteAllButLast(const std::string& id_term, Xapian::WritableDatabase& writable);

}  // namespace dssearch::indexer
