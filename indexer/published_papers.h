#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/id_set.h"
#include "searcher/format/columns.h"
#include "searcher/format/commit.h"
#include "searcher/format/provenance.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/run.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_values.h"

namespace dssearch::indexer {

/// The papers of the current commit of an index, and which of them a run deletes. Deletions are
/// only noted here, for the next commit. The documents of the segments are numbered one after the
/// other.
///
/// Not thread-safe. Members throw Error and Xapian::Error.
class PublishedPapers {
 public:
  PublishedPapers(const std::string& index, const format::Commit& commit);

  struct Segment {
    format::CommitSegment commit;
    Xapian::Database database;
    std::shared_ptr<const format::Columns> columns;
    std::shared_ptr<const format::StoredValues> values;
    Xapian::docid base = 0;          ///< Its document `d` is the document `base + d` here.
    std::vector<bool> deleted = {};  ///< By document of the database.
    std::size_t deleted_count = 0;   ///< In this run as well.
    bool changed = false;            ///< Whether this run deleted any.

    /// Its deleted documents, ascending.
    std::vector<Xapian::docid> DeletedDocs() const;
  };
  const std::vector<Segment>& segments() const { return segments_; }

  /// The document with this term of an id (format::IdTerm) that is not deleted; 0 where there is
  /// none.
  Xapian::docid Find(const std::string& id_term) const;

  /// The first documents with a term that are not deleted, so many at most.
  std::vector<Xapian::docid> FindAll(const std::string& term, std::size_t most = 100) const;

  /// Whether a document has this record (format::EncodeRecord), and whether it was read from this
  /// file.
  bool HasRecord(Xapian::docid paper, std::string_view record) const;
  bool IsFrom(Xapian::docid paper, std::string_view source) const;

  /// The paper that a document stores as it was read from its file, without what notes of the
  /// user's add, and where that was.
  Paper PaperOf(Xapian::docid paper);
  format::Provenance ProvenanceOf(Xapian::docid paper) const;

  /// The run that added a document or last changed it, by the field of FieldKind::kRun.
  format::Run RunOf(Xapian::docid paper, const format::Field& field) const;

  /// The documents that were read from a file in or below `path` (canonical), that are not deleted,
  /// and whose ids are not among those `seen`.
  std::vector<Xapian::docid> Missing(const std::string& path, const IdSet& seen) const;

  /// Notes that a document is deleted. False where that is noted already.
  bool Delete(Xapian::docid paper);

 private:
  std::size_t SegmentOf(Xapian::docid paper) const;
  std::string_view ValueOf(Xapian::docid paper, unsigned slot) const;

  std::vector<Segment> segments_;
  std::vector<format::RecordUnpacker> unpackers_;
};

}  // namespace dssearch::indexer
