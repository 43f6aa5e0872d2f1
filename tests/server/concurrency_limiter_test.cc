#include "searcher/server/concurrency_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using testing::CodeOf;
using testing::Reply;
using testing::TestServer;
using BusyServer = testing::ServerTest;

TEST(ConcurrencyLimiter, RunsQueuesAndRefuses) {
  using server::ConcurrencyLimiter;
  ConcurrencyLimiter none(1, 0, std::chrono::milliseconds(0));
  {
    const ConcurrencyLimiter::Permit first(none);
    EXPECT_TRUE(first);
    EXPECT_FALSE(ConcurrencyLimiter::Permit(none));
  }
  EXPECT_TRUE(ConcurrencyLimiter::Permit(none));

  ConcurrencyLimiter one(1, 1, std::chrono::seconds(60));
  std::atomic<bool> got = false;
  std::thread waiter;
  {
    const ConcurrencyLimiter::Permit first(one);
    waiter = std::thread([&] { got = static_cast<bool>(ConcurrencyLimiter::Permit(one)); });
    while (one.queued() == 0) std::this_thread::yield();
    EXPECT_FALSE(ConcurrencyLimiter::Permit(one));
  }
  waiter.join();
  EXPECT_TRUE(got);

  ConcurrencyLimiter impatient(1, 1, std::chrono::milliseconds(1));
  const ConcurrencyLimiter::Permit first(impatient);
  EXPECT_FALSE(ConcurrencyLimiter::Permit(impatient));
}

TEST_F(BusyServer, TellsWhomItCannotServeToComeBack) {
  const TestServer busy(searcher, {.max_running = 0, .max_queued = 0});
  const Reply reply = busy.Get("/api/search?q=a");
  EXPECT_EQ(CodeOf(reply), "503 busy: too many requests at the moment");
  EXPECT_EQ(reply.headers.at("retry-after"), "1");
  EXPECT_EQ(busy.Get("/").status, 503);
  EXPECT_EQ(busy.Get("/healthz").status, 200);
}

}  // namespace
}  // namespace dssearch
