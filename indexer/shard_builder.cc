#include "indexer/shard_builder.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

// 20,000 abstracts take 26 to 32 s with 500, 1,000 or 2,000 papers at once, and
// 36 s with 10,000, which is what Xapian does by itself.
constexpr Xapian::doccount kBatch = 1000;

// Merged at once: some files of each are open meanwhile.
constexpr std::size_t kMergedBatches = 64;

// Makes sure that a database outlives a power failure.
void Sync(const fs::path& database) {
  for (const fs::directory_entry& entry : fs::directory_iterator(database)) {
    const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw Xapian::DatabaseError("cannot open " + entry.path().string());
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    if (!synced) throw Xapian::DatabaseError("cannot sync " + entry.path().string());
  }
}

}  // namespace

void ShardBuilder::Add(const Xapian::Document& document) {
  if (!batch_) {
    batches_.push_back(NextPart());
    batch_.emplace(batches_.back().string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  }
  batch_->add_document(document);
  if (++in_batch_ < kBatch) return;
  CloseBatch();
  if (batches_.size() < kMergedBatches) return;
  merged_.push_back(NextPart());
  Merge(batches_, merged_.back());
  batches_.clear();
}

void ShardBuilder::Finish(const fs::path& shard) {
  if (!batch_ && batches_.empty() && merged_.empty()) {
    Xapian::WritableDatabase(shard.string(), Xapian::DB_CREATE).commit();
    return;
  }
  CloseBatch();
  std::vector<fs::path> parts = merged_;
  parts.insert(parts.end(), batches_.begin(), batches_.end());
  Merge(parts, shard);
  Sync(shard);
}

void ShardBuilder::CloseBatch() {
  if (!batch_) return;
  batch_->commit();
  batch_->close();
  batch_.reset();
  in_batch_ = 0;
}

void ShardBuilder::Merge(const std::vector<fs::path>& parts, const fs::path& into) {
  Xapian::Database all;
  for (const fs::path& part : parts) all.add_database(Xapian::Database(part.string()));
  all.compact(into.string());
  all.close();
  for (const fs::path& part : parts) fs::remove_all(part);
}

fs::path ShardBuilder::NextPart() { return folder_ / ("part-" + std::to_string(parts_++)); }

}  // namespace dssearch::indexer
