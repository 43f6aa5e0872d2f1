#pragma once

#include <xapian.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/inversion/sorted_run.h"
#include "searcher/format/provenance.h"

namespace dssearch::indexer {

/// A paper with what is stored of it.
struct EncodedPaper {
  Paper paper;
  std::string record;  ///< The paper as format::EncodeRecord() returns it.
  format::Provenance provenance;
};

/// Inverts many papers, on several threads: each batch becomes a run, and MergeSources() makes a
/// segment of all runs. What is in the runs does not depend on the number of threads. In memory are
/// the batches that wait and those that are inverted, two for each thread and one more.
///
/// Used by one thread. Members throw Error kIo, and whatever else a worker thread threw before.
class SegmentBuilder {
 public:
  /// Writes runs into `folder`, which is made when it is first needed, on `jobs` threads, at least
  /// one. Records are packed with `dictionary`; without one, with a dictionary that is trained on
  /// the first of them.
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

  /// Waits until all papers are in runs, and returns these: one after the other they hold the
  /// papers in the order in which they were added. No more may be added then. The runs are the
  /// builder's.
  const std::vector<SortedRun>& Finish();

 private:
  struct Batch {
    std::size_t number = 0;
    std::vector<EncodedPaper> papers;
    std::size_t bytes = 0;  ///< Of the records.
  };

  void TrainDictionary();
  void AddToBatch(EncodedPaper paper);
  void EnqueueBatch();
  void RunWorker();
  std::optional<Batch> TakeBatch();
  void RethrowFailure();

  const std::filesystem::path folder_;
  const unsigned jobs_;
  std::size_t size_ = 0;
  std::optional<std::string> dictionary_;
  std::vector<EncodedPaper> sample_;  ///< The papers that came before there was a dictionary.
  std::size_t sample_bytes_ = 0;      ///< Their records.
  Batch open_;                        ///< The batch that is being filled.
  std::vector<std::thread> workers_;

  std::mutex mutex_;  ///< Guards the members below.
  std::condition_variable changed_;
  std::deque<Batch> queue_;
  std::vector<SortedRun> runs_;  ///< By the number of the batch; some may not be there yet.
  bool ended_ = false;           ///< No more batches will be queued.
  std::exception_ptr failure_;   ///< What a worker threw first.
};

/// How the database of a lexicon, which has metadata alone, is opened for writing. Files are synced
/// when all is written.
inline constexpr int kLexiconFlags = Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

/// Makes sure that the files of a folder outlive a power failure. Throws Xapian::Error.
void SyncFolder(const std::filesystem::path& folder);

}  // namespace dssearch::indexer
