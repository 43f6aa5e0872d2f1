#include "searcher/index/reader_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "dssearch/error.h"
#include "indexer/index_writer.h"
#include "searcher/index/local/local_reader.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;
using testing::Titled;

// The files below a folder that this process has open.
std::size_t OpenFiles(const std::string& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string path = std::filesystem::read_symlink(entry.path(), gone).string();
    if (!gone && path.starts_with(folder)) ++count;
  }
  return count;
}

void Rebuild(const std::string& index, const std::vector<std::string>& titles) {
  indexer::IndexWriter writer(index, indexer::IndexWriter::Mode::kRebuild, 1);
  for (const Paper& paper : Titled(titles)) writer.Put(paper, "/source");
  writer.Publish();
}

TEST(ReaderPool, LendsReadersOfTheNewestState) {
  const TestIndex index(Titled({"one", "two"}));
  ReaderPool pool(LocalReader::Opener(index.path()));
  {
    const ReaderPool::Lease first = pool.Borrow();
    const ReaderPool::Lease second = pool.Borrow();
    EXPECT_NE(&*first, &*second);
    EXPECT_EQ(&first->snapshot(), &second->snapshot());
    EXPECT_EQ(first->doc_count(), 2U);
  }
  Rebuild(index.path(), {"one", "two", "three"});
  EXPECT_EQ(pool.Borrow()->doc_count(), 3U);
}

// Readers that were lent before an index was published anew keep neither its old files nor its old
// snapshot.
TEST(ReaderPool, ClosesIdleReadersOfOldStates) {
  const TestIndex index(Titled({"one", "two"}));
  ReaderPool pool(LocalReader::Opener(index.path()));
  {
    std::vector<ReaderPool::Lease> leases;
    for (int i = 0; i < 8; ++i) leases.push_back(pool.Borrow());
  }
  const std::size_t of_eight = OpenFiles(index.path());
  {
    const ReaderPool::Lease late = pool.Borrow();  // It is lent during the publication.
    Rebuild(index.path(), {"one", "two", "three"});
    EXPECT_EQ(pool.Borrow()->doc_count(), 3U);
  }
  const std::size_t of_one = OpenFiles(index.path());
  EXPECT_LE(of_one * 4, of_eight);
  EXPECT_GT(of_one, 0U);
}

TEST(Snapshot, MakesEachColumnOnce) {
  Snapshot snapshot("state");
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      const auto column = snapshot.Column<int>("column", [&] {
        ++made;
        return std::make_shared<int>(7);
      });
      EXPECT_EQ(*column, 7);
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
}

// One column is built while another one is still being built.
TEST(Snapshot, LetsNoOneWaitForAnothersColumn) {
  Snapshot snapshot("state");
  std::promise<void> begun;
  std::promise<void> other_made;
  std::thread slow([&] {
    snapshot.Column<int>("slow", [&] {
      begun.set_value();
      other_made.get_future().wait();
      return std::make_shared<int>(1);
    });
  });
  begun.get_future().wait();
  EXPECT_EQ(*snapshot.Column<int>("fast", [] { return std::make_shared<int>(2); }), 2);
  other_made.set_value();
  slow.join();
}

TEST(Snapshot, TriesAgainWhereAColumnFailed) {
  Snapshot snapshot("state");
  const auto fail = []() -> std::shared_ptr<int> { throw Error(ErrorCode::kIo, "no column", ""); };
  EXPECT_THROW(snapshot.Column<int>("column", fail), Error);
  EXPECT_EQ(*snapshot.Column<int>("column", [] { return std::make_shared<int>(3); }), 3);
}

}  // namespace
}  // namespace dssearch
