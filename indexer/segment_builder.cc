#include "indexer/segment_builder.h"

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

// Papers in a batch: the maps of so many stay in the cache of a core. 20,000 abstracts take 11.9
// and 12.9 s of CPU with 250, 15.2 and 15.4 s with 1,000 (two runs of each in turn, with mimalloc,
// on a busy machine).
constexpr std::size_t kBatchPapers = 250;

// A dictionary is trained on so many papers, or on fewer long ones: of abstracts these are some 35
// times its size.
constexpr std::size_t kSamplePapers = 2'500;
constexpr std::size_t kSampleBytes = 8 << 20;

// Segments that are merged at once; some files of each are open meanwhile.
constexpr std::size_t kMergeFactor = 64;

void Sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw Xapian::DatabaseError("cannot open " + path.string(), errno);
  const bool synced = ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  if (!synced) throw Xapian::DatabaseError("cannot sync " + path.string(), reason);
}

void Compact(const std::vector<fs::path>& databases, const fs::path& into) {
  Xapian::Database all;
  for (const fs::path& database : databases) all.add_database(Xapian::Database(database.string()));
  all.compact(into.string());
}

}  // namespace

void SyncFolder(const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) Sync(entry.path());
  Sync(folder);
}

SegmentBuilder::SegmentBuilder(fs::path folder, unsigned jobs,
                               std::optional<std::string> dictionary)
    : folder_(std::move(folder)), jobs_(std::max(jobs, 1U)), dictionary_(std::move(dictionary)) {}

SegmentBuilder::~SegmentBuilder() {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
    ended_ = true;
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void SegmentBuilder::Add(EncodedPaper paper) {
  ++size_;
  if (dictionary_) {
    AddToBatch(std::move(paper));
    return;
  }
  sample_bytes_ += paper.record.size();
  sample_.push_back(std::move(paper));
  if (sample_.size() == kSamplePapers || sample_bytes_ >= kSampleBytes) TrainDictionary();
}

void SegmentBuilder::TrainDictionary() {
  std::vector<std::string_view> records;
  for (const EncodedPaper& paper : sample_) records.emplace_back(paper.record);
  dictionary_ = format::TrainDictionary(records);
  for (EncodedPaper& paper : std::exchange(sample_, {})) AddToBatch(std::move(paper));
}

void SegmentBuilder::AddToBatch(EncodedPaper paper) {
  open_.papers.push_back(std::move(paper));
  if (open_.papers.size() == kBatchPapers) EnqueueBatch();
}

const std::vector<fs::path>& SegmentBuilder::Finish() {
  if (!dictionary_) TrainDictionary();
  if (!open_.papers.empty()) EnqueueBatch();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
  RethrowFailure();
  // A batch is there, or what its group was merged into.
  for (std::size_t number = 0; number < open_.number; ++number) {
    const fs::path group = GroupPath(number / kMergeFactor);
    if (fs::exists(BatchPath(number))) {
      databases_.push_back(BatchPath(number));
    } else if (databases_.empty() || databases_.back() != group) {
      databases_.push_back(group);
    }
  }
  return databases_;
}

void SegmentBuilder::Merge(const std::vector<fs::path>& databases, const fs::path& into,
                           const fs::path& between) {
  std::vector<fs::path> rest = databases;
  std::size_t merges = 0;
  while (rest.size() > kMergeFactor) {
    fs::create_directories(between);
    std::vector<fs::path> fewer;
    for (std::size_t begin = 0; begin < rest.size(); begin += kMergeFactor) {
      const auto first = rest.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto last =
          rest.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kMergeFactor, rest.size()));
      fewer.push_back(between / ("merge-" + std::to_string(merges++)));
      Compact({first, last}, fewer.back());
    }
    rest = std::move(fewer);
  }
  if (rest.empty()) {
    Xapian::WritableDatabase(into.string(), Xapian::DB_CREATE | kSegmentFlags).commit();
  } else {
    Compact(rest, into);
  }
}

void SegmentBuilder::EnqueueBatch() {
  if (workers_.empty()) {
    fs::create_directories(folder_);
    for (unsigned i = 0; i < jobs_; ++i) workers_.emplace_back([this] { RunWorker(); });
  }
  const std::size_t next = open_.number + 1;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return queue_.size() < jobs_ || failure_; });
    if (!failure_) queue_.push_back(std::exchange(open_, {}));
  }
  changed_.notify_all();
  RethrowFailure();
  open_.number = next;
}

// What a worker throws ends all of them and is thrown again by the next call.
void SegmentBuilder::RunWorker() {
  try {
    DocumentBuilder builder(*dictionary_);
    while (const std::optional<Batch> batch = TakeBatch()) {
      BuildBatch(*batch, builder);
      const std::size_t group = batch->number / kMergeFactor;
      bool full = false;
      {
        const std::lock_guard lock(mutex_);
        full = ++batches_built_[group] == kMergeFactor;
      }
      if (full) MergeGroup(group);
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    changed_.notify_all();
  }
}

// The next batch; nothing where there is no more to do.
std::optional<SegmentBuilder::Batch> SegmentBuilder::TakeBatch() {
  std::optional<Batch> batch;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !queue_.empty() || ended_ || failure_; });
    if (queue_.empty() || failure_) return std::nullopt;
    batch = std::move(queue_.front());
    queue_.pop_front();
  }
  changed_.notify_all();
  return batch;
}

void SegmentBuilder::BuildBatch(const Batch& batch, DocumentBuilder& builder) {
  Xapian::WritableDatabase database(BatchPath(batch.number).string(),
                                    Xapian::DB_CREATE | kSegmentFlags);
  for (const EncodedPaper& paper : batch.papers)
    database.add_document(builder.Build(paper.paper, paper.record, paper.provenance));
  database.commit();
}

void SegmentBuilder::MergeGroup(std::size_t group) {
  std::vector<fs::path> batches;
  for (std::size_t i = 0; i < kMergeFactor; ++i)
    batches.push_back(BatchPath(group * kMergeFactor + i));
  Compact(batches, GroupPath(group));
  for (const fs::path& batch : batches) fs::remove_all(batch);
}

void SegmentBuilder::RethrowFailure() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
}

fs::path SegmentBuilder::BatchPath(std::size_t number) const {
  return folder_ / ("batch-" + std::to_string(number));
}

fs::path SegmentBuilder::GroupPath(std::size_t group) const {
  return folder_ / ("group-" + std::to_string(group));
}

}  // namespace dssearch::indexer
