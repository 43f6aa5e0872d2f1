#include "searcher/server/memory_reserve.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <new>
#include <thread>

namespace dssearch::server {
namespace {

// More than any machine has, so that the reserve does not do either.
constexpr std::size_t kTooMuch = std::size_t{1} << 60;

bool CanHave(std::size_t bytes) {
  try {
    ::operator delete(::operator new(bytes));
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

TEST(MemoryReserve, IsGivenUpWhereMemoryEndsAndFilledAgain) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers have an operator new of their own";
#endif
  std::thread([] {
    EXPECT_EQ(MemoryReserve::OfThread(), nullptr);
    EXPECT_FALSE(CanHave(kTooMuch));
    for (const auto use : {MemoryReserve::Use::kAlways, MemoryReserve::Use::kUnwinding}) {
      MemoryReserve reserve(use);
      EXPECT_EQ(MemoryReserve::OfThread(), &reserve);
      EXPECT_FALSE(CanHave(kTooMuch));
      EXPECT_TRUE(CanHave(1000));
      EXPECT_TRUE(reserve.IsFull());
      const MemoryReserve::Unfailing unfailing;
      EXPECT_FALSE(CanHave(kTooMuch));
    }
    EXPECT_EQ(MemoryReserve::OfThread(), nullptr);
  }).join();
}

}  // namespace
}  // namespace dssearch::server
