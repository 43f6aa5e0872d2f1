#pragma once

#include <xapian.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

namespace dssearch::indexer {

/// Builds a new database from many documents. They go into small databases one
/// after another, whose maps stay in the processor's cache, and are merged by
/// compaction at the end: 100,000 abstracts take 129 s of CPU for 313 as one
/// large database, and 707 MB for 780.
///
/// Not thread-safe. Members throw Xapian::Error.
class ShardBuilder {
 public:
  /// Works in `folder`, which exists, and leaves nothing there but the shard.
  explicit ShardBuilder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void Add(const Xapian::Document& document);

  /// Writes all documents, in the order they were added, as a database to
  /// `shard`, durably.
  void Finish(const std::filesystem::path& shard);

 private:
  void CloseBatch();
  void Merge(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& into);
  std::filesystem::path NextPart();

  std::filesystem::path folder_;
  std::optional<Xapian::WritableDatabase> batch_;
  Xapian::doccount in_batch_ = 0;
  std::vector<std::filesystem::path> batches_;  ///< Closed ones,
  std::vector<std::filesystem::path> merged_;   ///< and those that came before, merged.
  std::size_t parts_ = 0;
};

}  // namespace dssearch::indexer
