#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/commit.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/run.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/local/segment_reader.h"
#include "searcher/index/reader_pool.h"

namespace dssearch {

/// An index directory on this machine: Xapian databases, and the files beside them.
///
/// The documents of the segments are numbered one after the other. What is read of them has headers
/// of its own: segment_postings.h, local_term_cursor.h; so have data structures over the index:
/// posting_list.h, column.h, record_pairs.h. What executes a query is in match/ and rank/.
class LocalReader final : public IndexReader {
 public:
  /// Opens a commit of the index directory `index`, the current one where `commit` is empty. Throws
  /// Error, kStateGone among them, and Xapian::Error.
  explicit LocalReader(std::string index, const std::string& commit = {});

  /// Reads databases that belong to no index directory, with a snapshot of its own.
  explicit LocalReader(std::vector<Xapian::Database> segments);

  /// What opens readers of the index directory `index` for a pool.
  static ReaderPool::Open Opener(const std::string& index);

  // The index.

  bool IsCurrent() const override;
  void Reopen() override;
  TermStats StatsOf(const std::string& term) const override;
  std::unique_ptr<TermCursor> Terms(const std::string& prefix) const override;
  std::vector<std::string> FormsOf(std::string_view stem_term) const override;
  std::string MetadataOf(const std::string& key) const override;
  std::vector<NamePair> NamesInBothLanguages() const override;
  Xapian::doccount DocFreq(const QueryNode& query, Precision precision) const override;
  double BestSum(const std::vector<WeightedQuery>& queries, const QueryNode& among) const override;
  Executed Execute(const Execution& execution) const override;
  std::unique_ptr<PaperCursor> Rank(const QueryNode& query, std::shared_ptr<const Matches> matches,
                                    Sort sort, std::size_t offset,
                                    std::size_t limit) const override;
  bool Has(const Matches& matches, const std::string& id) const override;
  std::vector<std::vector<Evidence>> Explain(const QueryNode& query,
                                             const std::vector<std::string>& ids) const override;
  std::vector<Paper> Some(const QueryNode& query, std::size_t count) const override;
  std::optional<StoredPaper> Find(std::string_view id) const override;

  // Its documents.

  const std::vector<SegmentReader>& segments() const { return segments_; }
  /// The number of the segment that has a document.
  std::size_t SegmentOf(Xapian::docid doc) const;

  /// The highest docid that a document can have; not all up to it have one.
  Xapian::docid last_doc() const { return last_doc_; }

  /// The document of the paper with this id, else of one that carries it as an identifier; nothing
  /// if there is none. Throws Xapian::Error.
  std::optional<Xapian::docid> DocOf(std::string_view id) const;

  /// The values of a document in a field, which must have a slot, with format::kValueSeparator
  /// between them; empty where it has none. Valid as long as the reader is open on this commit.
  std::string_view ValueOf(Xapian::docid doc, const format::Field& field) const;

  /// The run of a document in a field of FieldKind::kRun.
  format::Run RunOf(Xapian::docid doc, const format::Field& field) const;

  /// The encoded forward positions of a document, for format::ForwardPositions; empty if it has
  /// none. Valid as long as the reader is open on this commit.
  std::string_view PositionsOf(Xapian::docid doc) const;

  /// The stored paper of a document. Throws Error kIndexCorrupt, and Xapian::Error.
  Paper Read(Xapian::docid doc) const;

  /// The same with its runs, and with its other record if `fold`.
  StoredPaper ReadStored(Xapian::docid doc, bool fold) const;

 private:
  void Open(const std::string& commit);
  void OpenCommit(const format::Commit& commit);
  void Add(SegmentReader segment, const std::vector<Xapian::docid>& deleted);

  std::string index_;
  std::vector<SegmentReader> segments_;
  mutable std::vector<format::RecordUnpacker> unpackers_;  ///< One for each segment.
  Xapian::Database lexicon_;                               ///< Labels and lexicon.
  Xapian::docid last_doc_ = 0;
};

}  // namespace dssearch
