#include "searcher/server/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>

#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using server::WorkQueue;
using testing::CodeOf;
using testing::Reply;
using testing::TestServer;
using BusyServer = testing::ServerTest;

TEST(WorkQueue, RunsQueuesAndRefuses) {
  std::promise<void> goes_on;
  const std::shared_future<void> go = goes_on.get_future().share();
  std::atomic<int> done = 0;
  std::atomic<int> late = 0;
  {
    WorkQueue queue({.threads = 2, .waiting = 1, .wait = std::chrono::milliseconds(0)});
    const auto job = [&](bool is_late) {
      late += is_late ? 1 : 0;
      go.wait();
      ++done;
    };
    EXPECT_TRUE(queue.Submit(job));
    EXPECT_TRUE(queue.Submit(job));
    while (queue.running() < 2) std::this_thread::yield();
    EXPECT_TRUE(queue.Submit(job));
    EXPECT_EQ(queue.waiting(), 1U);
    EXPECT_FALSE(queue.Submit(job));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    goes_on.set_value();
  }
  EXPECT_EQ(done, 3);
  EXPECT_GE(late, 1);
}

TEST_F(BusyServer, TellsWhomItCannotServeToComeBack) {
  const TestServer busy(searcher, {.threads = 0, .waiting = 0});
  const Reply reply = busy.Get("/api/search?q=a");
  EXPECT_EQ(CodeOf(reply), "503 busy: too many requests at the moment");
  EXPECT_EQ(reply.headers.at("retry-after"), "1");
  EXPECT_EQ(busy.Get("/").status, 503);
  EXPECT_EQ(busy.Get("/healthz").status, 200);
}

}  // namespace
}  // namespace dssearch
