#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/budget.h"
#include "dssearch/explanation.h"
#include "dssearch/request.h"
#include "searcher/index/execution.h"
#include "searcher/index/query_node.h"
#include "searcher/index/snapshot.h"
#include "searcher/index/term_cursor.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// The statistics of a term: how many documents have it, and how often it occurs in all of them.
struct TermStats {
  Xapian::doccount doc_freq = 0;
  Xapian::termcount collection_freq = 0;
};

/// How exactly to count the documents that match a query. kApproximate looks at no positions, so
/// that a phrase matches wherever its words are; kEstimated does so at those of a part of them,
/// spread evenly, and is exact for up to a thousand.
enum class Precision { kApproximate, kEstimated, kExact };

/// A query, and what a document counts that matches it.
struct WeightedQuery {
  const QueryNode* query;
  double weight;
};

/// The name of an author in Chinese, and the same author's in letters, both folded.
using NamePair = std::pair<std::string, std::string>;

/// An open index for one thread: what a query is made of, what it finds, and the papers.
///
/// Four things are asked of it: statistics of terms, metadata, to execute a query, and papers.
/// Where these are, on this machine or elsewhere, is known to its implementation alone
/// (local/local_reader.h), and a document has no number above it: a paper has its id. What else
/// there is about an index is made of these four (dictionary.h, labels.h, named_values.h,
/// other_names.h).
///
/// With the reader come an analyzer, which threads cannot share either, the snapshot that all
/// readers of the same state share, and the budget of the call that has borrowed it
/// (reader_pool.h).
///
/// All members but the plain ones throw Error, kIndexCorrupt among them, and Xapian::Error.
class IndexReader {
 public:
  IndexReader() : analyzer_(std::make_unique<text::Analyzer>()) {}
  IndexReader(const IndexReader&) = delete;
  IndexReader& operator=(const IndexReader&) = delete;
  virtual ~IndexReader() = default;

  // The state that is open.

  /// Whether it is still the newest one of the index.
  virtual bool IsCurrent() const = 0;
  /// Opens the newest one in its place.
  virtual void Reopen() = 0;

  /// What tells it from other states of the index.
  const std::string& identity() const { return state_.identity; }
  /// The name of the commit, such as "commit-000007", the size of its files, and when it was
  /// published (Run::time).
  const std::string& commit() const { return state_.commit; }
  std::uint64_t file_bytes() const { return state_.file_bytes; }
  std::int64_t published() const { return state_.published; }
  Xapian::doccount doc_count() const { return state_.doc_count; }

  // Terms.

  /// The statistics of a term; of a stem (format::StemTerm) those of all its forms together.
  virtual TermStats StatsOf(const std::string& term) const = 0;

  /// The terms with a prefix.
  virtual std::unique_ptr<TermCursor> Terms(const std::string& prefix) const = 0;

  /// The terms of the words with a stem, each once.
  virtual std::vector<std::string> FormsOf(std::string_view stem_term) const = 0;

  // Metadata.

  /// What labels and lexicon of the index have under a key of the metadata; empty for nothing.
  virtual std::string MetadataOf(const std::string& key) const = 0;

  /// The names of authors that the two records of one paper tell.
  virtual std::vector<NamePair> NamesInBothLanguages() const = 0;

  // Execution.

  /// How many documents match a query. Cached.
  virtual Xapian::doccount DocFreq(const QueryNode& query, Precision precision) const = 0;

  /// The highest sum of weights of queries that one of the documents that match `among` matches, by
  /// approximation; 0 where none does.
  virtual double BestSum(const std::vector<WeightedQuery>& queries,
                         const QueryNode& among) const = 0;

  /// Finds and counts papers.
  virtual Executed Execute(const Execution& execution) const = 0;

  /// Goes through papers that were found by `query`, from `offset` on and up to `limit` of them, in
  /// the order of `sort`.
  virtual std::unique_ptr<PaperCursor> Rank(const QueryNode& query,
                                            std::shared_ptr<const Matches> matches, Sort sort,
                                            std::size_t offset, std::size_t limit) const = 0;

  /// Whether the record with this id is among those that were found.
  virtual bool Has(const Matches& matches, const std::string& id) const = 0;

  /// For each of these ids of papers that match a query, the parts of the query that it has and
  /// what each adds to its score, highest first.
  virtual std::vector<std::vector<Evidence>> Explain(const QueryNode& query,
                                                     const std::vector<std::string>& ids) const = 0;

  // Papers.

  /// Up to `count` papers that match a query, those that are found fastest.
  virtual std::vector<Paper> Some(const QueryNode& query, std::size_t count) const = 0;

  /// The paper with this id, else one that carries it as an identifier (format/identifier.h);
  /// nothing if there is none. Its other record is given.
  virtual std::optional<StoredPaper> Find(std::string_view id) const = 0;

  // What comes with the reader.

  text::Analyzer& analyzer() const { return *analyzer_; }
  Snapshot& snapshot() const { return *snapshot_; }
  Cache& cache() const { return snapshot_->cache(); }

  /// Throws Error kTooExpensive or kCancelled where the budget of the call says so. Called by
  /// whatever looks at many documents or terms.
  void CheckBudget() const;

 protected:
  struct State {
    std::string identity = {};
    std::string commit = {};
    std::uint64_t file_bytes = 0;
    std::int64_t published = 0;
    Xapian::doccount doc_count = 0;
  };
  State state_;
  std::shared_ptr<Snapshot> snapshot_;  ///< Set by the pool, or by a reader that belongs to none.

 private:
  friend class ReaderPool;

  Budget budget_;
  std::unique_ptr<text::Analyzer> analyzer_;
};

}  // namespace dssearch
