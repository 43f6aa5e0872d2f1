#pragma once

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
  std::string source;  ///< The canonical path of the file that the paper was read from.
  /// In place of `source`, for a paper of an older index, where the path is not known.
  std::optional<format::Provenance> provenance = std::nullopt;
};

/// Turns many papers into databases, on several threads. Each batch of papers becomes a segment, a
/// small database whose maps stay in a processor's cache, and segments are merged by compaction:
/// 100,000 abstracts as one large database took 2.4 times as long. What is in the databases does
/// not depend on the number of threads.
///
/// Used by one thread. Members throw Xapian::Error and whatever else a worker thread threw before.
class ShardBuilder {
 public:
  /// Writes segments into `folder`, which is made when it is first needed, on `jobs` threads, at
  /// least one. Records are packed with `dictionary`; without one, with a dictionary that is
  /// trained on the first of them.
  ShardBuilder(std::filesystem::path folder, unsigned jobs,
               std::optional<std::string> dictionary = std::nullopt);
  ~ShardBuilder();
  ShardBuilder(const ShardBuilder&) = delete;
  ShardBuilder& operator=(const ShardBuilder&) = delete;

  /// Adds a paper. Waits while as many batches as threads are queued.
  void Add(EncodedPaper paper);

  /// What records are packed with. Requires Finish().
  const std::string& dictionary() const { return *dictionary_; }

  /// How many papers were added.
  std::size_t size() const { return size_; }

  /// Waits until all papers are in segments, and returns the paths of these: one after the other
  /// they hold the papers in the order in which they were added. No more may be added then.
  const std::vector<std::filesystem::path>& Finish();

  /// Merges `databases` one after the other into a new one at `into`, durably.
  static void Merge(const std::vector<std::filesystem::path>& databases,
                    const std::filesystem::path& into);

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
  void BuildSegment(const Batch& batch, class DocumentBuilder& builder);
  void MergeGroup(std::size_t group);
  void RethrowFailure();
  std::filesystem::path SegmentPath(std::size_t number) const;
  std::filesystem::path GroupPath(std::size_t group) const;

  const std::filesystem::path folder_;
  const unsigned jobs_;
  std::size_t size_ = 0;
  std::optional<std::string> dictionary_;
  std::vector<EncodedPaper> sample_;  ///< The papers that came before there was a dictionary.
  std::size_t sample_bytes_ = 0;      ///< Their records.
  Batch open_;                        ///< The batch that is being filled.
  std::vector<std::thread> workers_;
  std::vector<std::filesystem::path> segments_;  ///< What Finish() returned.

  std::mutex mutex_;  ///< Guards the members below.
  std::condition_variable changed_;
  std::deque<Batch> queue_;
  std::map<std::size_t, std::size_t> segments_built_;  ///< By merge group.
  bool ended_ = false;                                 ///< No more batches will be queued.
  std::exception_ptr failure_;                         ///< What a worker threw first.
};

}  // namespace dssearch::indexer
