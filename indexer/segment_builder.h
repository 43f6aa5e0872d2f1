#pragma once

#include <xapian.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/provenance.h"

namespace dssearch::indexer {

/// A paper with what is stored of it.
struct EncodedPaper {
  Paper paper;
  std::string record;  ///< The paper as format::EncodeRecord() returns it.
  format::Provenance provenance;
};

/// Turns many papers into a segment, on several threads. Each batch of papers becomes a database
/// whose maps stay in a processor's cache, and these are merged by compaction: 100,000 abstracts as
/// one large database took 2.4 times as long. What is in the databases does not depend on the
/// number of threads.
///
/// Used by one thread. Members throw Xapian::Error and whatever else a worker thread threw before.
class SegmentBuilder {
 public:
  /// Writes databases into `folder`, which is made when it is first needed, on `jobs` threads, at
  /// least one. Records are packed with `dictionary`; without one, with a dictionary that is
  /// trained on the first of them.
  SegmentBuilder(std::filesystem::path folder, unsigned jobs,
                 std::optional<std::string> dictionary = std::nullopt);
  ~SegmentBuilder();
  SegmentBuilder(const SegmentBuilder&) = delete;
  SegmentBuilder& operator=(const SegmentBuilder&) = delete;

  /// Adds a paper. Waits while as many batches as threads are queued.
  void Add(EncodedPaper paper);

  /// What records are packed with. Requires Finish().
  const std::string& dictionary() const { return *dictionary_; }

  /// How many papers were added.
  std::size_t size() const { return size_; }

  /// Waits until all papers are in databases, and returns the paths of these: one after the other
  /// they hold the papers in the order in which they were added. No more may be added then.
  const std::vector<std::filesystem::path>& Finish();

  /// Merges `databases` one after the other into a new one at `into`. It is not durable. What is
  /// merged on the way stands in the folder `between`.
  static void Merge(const std::vector<std::filesystem::path>& databases,
                    const std::filesystem::path& into, const std::filesystem::path& between);

 private:
  struct Batch {
    std::size_t number = 0;
    std::vector<EncodedPaper> papers;
  };

  void TrainDictionary();
  void AddToBatch(EncodedPaper paper);
  void EnqueueBatch();
  void RunWorker();
  std::optional<Batch> TakeBatch();
  void BuildBatch(const Batch& batch, class DocumentBuilder& builder);
  void MergeGroup(std::size_t group);
  void RethrowFailure();
  std::filesystem::path BatchPath(std::size_t number) const;
  std::filesystem::path GroupPath(std::size_t group) const;

  const std::filesystem::path folder_;
  const unsigned jobs_;
  std::size_t size_ = 0;
  std::optional<std::string> dictionary_;
  std::vector<EncodedPaper> sample_;  ///< The papers that came before there was a dictionary.
  std::size_t sample_bytes_ = 0;      ///< Their records.
  Batch open_;                        ///< The batch that is being filled.
  std::vector<std::thread> workers_;
  std::vector<std::filesystem::path> databases_;  ///< What Finish() returned.

  std::mutex mutex_;  ///< Guards the members below.
  std::condition_variable changed_;
  std::deque<Batch> queue_;
  std::map<std::size_t, std::size_t> batches_built_;  ///< By merge group.
  bool ended_ = false;                                ///< No more batches will be queued.
  std::exception_ptr failure_;                        ///< What a worker threw first.
};

/// How the databases of an index are opened for writing. Term lists serve deletion in place alone:
/// 100,000 abstracts took 366 MB and 24.9 s with them and with terms for where papers were read,
/// 268 MB and 22.1 s without. Files are synced when all is written.
inline constexpr int kSegmentFlags = Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

/// Makes sure that the files of a folder outlive a power failure. Throws Xapian::Error.
void SyncFolder(const std::filesystem::path& folder);

}  // namespace dssearch::indexer
