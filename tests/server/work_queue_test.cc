#include "searcher/server/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>

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
    EXPECT_TRUE(queue.Submit("a", job));
    EXPECT_TRUE(queue.Submit("a", job));
    while (queue.running() < 2) std::this_thread::yield();
    EXPECT_TRUE(queue.Submit("a", job));
    EXPECT_EQ(queue.waiting(), 1U);
    EXPECT_FALSE(queue.Submit("a", job));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    goes_on.set_value();
  }
  EXPECT_EQ(done, 3);
  EXPECT_GE(late, 1);
}

// What runs on one thread, in order, where clients submit jobs while it is busy: "a1" is the first
// job of a, "a1!" one that is told to be late.
TEST(WorkQueue, LetsClientsTakeTurns) {
  std::promise<void> goes_on;
  std::string order;
  {
    WorkQueue queue({.threads = 1, .waiting = 4});
    queue.Submit("", [go = goes_on.get_future().share()](bool) { go.wait(); });
    while (queue.running() < 1) std::this_thread::yield();
    const auto submit = [&](const std::string& client, const std::string& name) {
      return queue.Submit(client,
                          [&order, name](bool late) { order += name + (late ? "! " : " "); });
    };
    for (const char* name : {"a1", "a2", "a3", "a4"}) EXPECT_TRUE(submit("a", name));
    EXPECT_FALSE(submit("a", "a5"));
    EXPECT_EQ(order, "");
    EXPECT_TRUE(submit("b", "b1"));
    EXPECT_EQ(order, "a4! ");
    EXPECT_TRUE(submit("c", "c1"));
    EXPECT_EQ(order, "a4! a3! ");
    EXPECT_FALSE(submit("b", "b2"));
    EXPECT_EQ(queue.waiting(), 4U);
    goes_on.set_value();
  }
  EXPECT_EQ(order, "a4! a3! a1 b1 c1 a2 ");
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
