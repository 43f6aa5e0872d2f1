#include "indexer/shard_builder.h"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <utility>

#include "indexer/document_builder.h"
#include "searcher/format/record_codec.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

// The maps of so many stay in the cache of a core. 20,000 abstracts take 11.9
// and 12.9 s of CPU with 250, 15.2 and 15.4 s with 1,000 (the two runs of each
// in turn, with mimalloc, on a busy machine).
constexpr std::size_t kBatch = 250;

// A dictionary is made of so many papers, or fewer long ones: of abstracts some
// 35 times its size.
constexpr std::size_t kSamplePapers = 2'500;
constexpr std::size_t kSampleBytes = 8 << 20;

// Merged at once: some files of each are open meanwhile.
constexpr std::size_t kGroup = 64;

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

void Compact(const std::vector<fs::path>& databases, const fs::path& into) {
  Xapian::Database all;
  for (const fs::path& database : databases) all.add_database(Xapian::Database(database.string()));
  all.compact(into.string());
}

}  // namespace

ShardBuilder::ShardBuilder(fs::path folder, unsigned jobs, std::optional<std::string> dictionary)
    : folder_(std::move(folder)), jobs_(std::max(jobs, 1U)), dictionary_(std::move(dictionary)) {}

ShardBuilder::~ShardBuilder() {
  {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    ended_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ShardBuilder::Add(Draft draft) {
  ++size_;
  if (dictionary_) {
    AddToBatch(std::move(draft));
    return;
  }
  sample_bytes_ += draft.record.size();
  sample_.push_back(std::move(draft));
  if (sample_.size() == kSamplePapers || sample_bytes_ >= kSampleBytes) Train();
}

void ShardBuilder::Train() {
  std::vector<std::string_view> records;
  for (const Draft& draft : sample_) records.emplace_back(draft.record);
  dictionary_ = format::TrainDictionary(records);
  for (Draft& draft : std::exchange(sample_, {})) AddToBatch(std::move(draft));
}

void ShardBuilder::AddToBatch(Draft draft) {
  open_.drafts.push_back(std::move(draft));
  if (open_.drafts.size() == kBatch) Enqueue();
}

const std::vector<fs::path>& ShardBuilder::Finish() {
  if (!dictionary_) Train();
  if (!open_.drafts.empty()) Enqueue();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  RethrowFailure();
  // A part is there, or the group that it was merged into.
  for (std::size_t number = 0; number < open_.number; ++number) {
    const fs::path group = GroupPath(number / kGroup);
    if (fs::exists(PartPath(number))) {
      parts_.push_back(PartPath(number));
    } else if (parts_.empty() || parts_.back() != group) {
      parts_.push_back(group);
    }
  }
  return parts_;
}

void ShardBuilder::Merge(const std::vector<fs::path>& databases, const fs::path& into) {
  std::vector<fs::path> rest = databases;
  std::vector<fs::path> between;
  while (rest.size() > kGroup) {
    std::vector<fs::path> fewer;
    for (std::size_t begin = 0; begin < rest.size(); begin += kGroup) {
      const auto first = rest.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto last =
          rest.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kGroup, rest.size()));
      fewer.push_back(into.string() + ".merge-" + std::to_string(between.size()));
      between.push_back(fewer.back());
      Compact({first, last}, fewer.back());
    }
    rest = std::move(fewer);
  }
  if (rest.empty()) {
    Xapian::WritableDatabase(into.string(), Xapian::DB_CREATE).commit();
  } else {
    Compact(rest, into);
  }
  for (const fs::path& database : between) fs::remove_all(database);
  Sync(into);
}

void ShardBuilder::Enqueue() {
  if (threads_.empty()) {
    fs::create_directories(folder_);
    for (unsigned i = 0; i < jobs_; ++i) threads_.emplace_back([this] { Work(); });
  }
  const std::size_t next = open_.number + 1;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.size() < jobs_ || failure_; });
    if (!failure_) waiting_.push_back(std::exchange(open_, {}));
  }
  changed_.notify_all();
  RethrowFailure();
  open_.number = next;
}

void ShardBuilder::Work() {
  DocumentBuilder builder(*dictionary_);
  for (;;) {
    Batch batch;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !waiting_.empty() || ended_ || failure_; });
      if (waiting_.empty() || failure_) return;
      batch = std::move(waiting_.front());
      waiting_.pop_front();
    }
    changed_.notify_all();
    try {
      Build(batch, builder);
      const std::size_t group = batch.number / kGroup;
      bool full = false;
      {
        const std::lock_guard lock(mutex_);
        full = ++built_[group] == kGroup;
      }
      if (full) MergeGroup(group);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      changed_.notify_all();
      return;
    }
  }
}

void ShardBuilder::Build(const Batch& batch, DocumentBuilder& builder) {
  Xapian::WritableDatabase database(PartPath(batch.number).string(),
                                    Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (const Draft& draft : batch.drafts)
    database.add_document(builder.Build(draft.paper, draft.record, draft.source));
  database.commit();
}

void ShardBuilder::MergeGroup(std::size_t group) {
  std::vector<fs::path> parts;
  for (std::size_t i = 0; i < kGroup; ++i) parts.push_back(PartPath(group * kGroup + i));
  Compact(parts, GroupPath(group));
  for (const fs::path& part : parts) fs::remove_all(part);
}

void ShardBuilder::RethrowFailure() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
}

fs::path ShardBuilder::PartPath(std::size_t number) const {
  return folder_ / ("part-" + std::to_string(number));
}

fs::path ShardBuilder::GroupPath(std::size_t group) const {
  return folder_ / ("group-" + std::to_string(group));
}

}  // namespace dssearch::indexer
