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

namespace dssearch::indexer {

/// A paper on its way into an index.
struct Draft {
  Paper paper;
  std::string record;  ///< The encoded paper.
  std::string source;  ///< The file it stands in, as a canonical path.
};

/// Turns many papers into databases, on several threads. Papers go into small
/// databases, whose maps stay in a processor's cache, and these are merged by
/// compaction: 100,000 abstracts as one large database took 2.4 times as long.
/// What comes out does not depend on the number of threads.
///
/// Used by one thread. Members throw Xapian::Error, also what went wrong on
/// another thread before.
class ShardBuilder {
 public:
  /// Works in `folder`, which is made when it is first needed. Records are packed
  /// with `dictionary`, or without one with a dictionary of the first of them.
  ShardBuilder(std::filesystem::path folder, unsigned jobs,
               std::optional<std::string> dictionary = std::nullopt);
  ~ShardBuilder();
  ShardBuilder(const ShardBuilder&) = delete;
  ShardBuilder& operator=(const ShardBuilder&) = delete;

  /// Waits while the threads have more than enough to do.
  void Add(Draft draft);

  /// What records are packed with, of a finished builder.
  const std::string& dictionary() const { return *dictionary_; }

  /// How many were added.
  std::size_t size() const { return size_; }

  /// Waits until all papers are in databases. These hold them in the order in
  /// which they were added. No more may be added then.
  const std::vector<std::filesystem::path>& Finish();

  /// Merges `databases` into a new one, durably, one after the other.
  static void Merge(const std::vector<std::filesystem::path>& databases,
                    const std::filesystem::path& into);

 private:
  struct Batch {
    std::size_t number = 0;
    std::vector<Draft> drafts;
  };

  void Train();
  void AddToBatch(Draft draft);
  void Enqueue();
  void Work();
  void Build(const Batch& batch, class DocumentBuilder& builder);
  void MergeGroup(std::size_t group);
  void RethrowFailure();
  std::filesystem::path PartPath(std::size_t number) const;
  std::filesystem::path GroupPath(std::size_t group) const;

  const std::filesystem::path folder_;
  const unsigned jobs_;
  std::size_t size_ = 0;
  std::optional<std::string> dictionary_;
  std::vector<Draft> sample_;  ///< What came before there was a dictionary.
  std::size_t sample_bytes_ = 0;
  Batch open_;  ///< What is being filled.
  std::vector<std::thread> threads_;
  std::vector<std::filesystem::path> parts_;  ///< Of a finished builder.

  std::mutex mutex_;  ///< Guards what follows.
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  std::map<std::size_t, std::size_t> built_;  ///< How many databases of a group there are.
  bool ended_ = false;                        ///< Nothing more will come.
  std::exception_ptr failure_;
};

}  // namespace dssearch::indexer
