#include "indexer/segment_builder.h"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <utility>

#include "indexer/document_builder.h"
#include "indexer/inversion/inverter.h"
#include "searcher/format/record_codec.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

// Papers in a batch, or fewer long ones: the tables of so many just stay in the cache of a core.
// 1,000 to 8,000 take the same time within what a busy machine lets one see.
constexpr std::size_t kBatchPapers = 2'000;
constexpr std::size_t kBatchBytes = 16 << 20;

// A dictionary is trained on so many papers, or on fewer long ones: of abstracts these are some 35
// times its size.
constexpr std::size_t kSamplePapers = 2'500;
constexpr std::size_t kSampleBytes = 8 << 20;

void Sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw Xapian::DatabaseError("cannot open " + path.string(), errno);
  const bool synced = ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  if (!synced) throw Xapian::DatabaseError("cannot sync " + path.string(), reason);
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
  open_.bytes += paper.record.size();
  open_.papers.push_back(std::move(paper));
  if (open_.papers.size() == kBatchPapers || open_.bytes >= kBatchBytes) EnqueueBatch();
}

const std::vector<SortedRun>& SegmentBuilder::Finish() {
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
  return runs_;
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
    Inverter inverter;
    while (const std::optional<Batch> batch = TakeBatch()) {
      inverter.Clear();
      for (const EncodedPaper& paper : batch->papers)
        builder.Build(paper.paper, paper.record, paper.provenance, inverter);
      SortedRun run =
          SortedRun::Write(inverter, folder_ / ("run-" + std::to_string(batch->number)));
      const std::lock_guard lock(mutex_);
      if (runs_.size() <= batch->number) runs_.resize(batch->number + 1);
      runs_[batch->number] = std::move(run);
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

void SegmentBuilder::RethrowFailure() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace dssearch::indexer
