#include "searcher/index/cache.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace dssearch {
namespace {

struct Text {
  std::string text;

  std::size_t bytes() const { return text.capacity(); }
};
struct Number {
  int number = 0;

  static constexpr std::size_t bytes() { return 0; }
};

void Put(Cache& cache, const std::string& key, std::size_t bytes) {
  cache.Put<Text>(key, std::make_shared<Text>(Text{std::string(bytes, 'x')}));
}

TEST(Cache, KeepsValuesByTypeAndKey) {
  Cache cache(1'000'000);
  EXPECT_EQ(cache.Get<Text>("a"), nullptr);
  cache.Put<Text>("a", std::make_shared<Text>(Text{"text"}));
  cache.Put<Number>("a", std::make_shared<Number>(Number{7}));
  EXPECT_EQ(cache.Get<Text>("a")->text, "text");
  EXPECT_EQ(cache.Get<Number>("a")->number, 7);
  EXPECT_EQ(cache.Get<Number>("b"), nullptr);
  // The first value stays.
  cache.Put<Number>("a", std::make_shared<Number>(Number{8}));
  EXPECT_EQ(cache.Get<Number>("a")->number, 7);
}

TEST(Cache, EvictsTheLeastRecentlyUsed) {
  Cache cache(100'000);
  for (const char* key : {"a", "b", "c"}) {
    Put(cache, key, 10'000);
    EXPECT_NE(cache.Get<Text>(key), nullptr);
  }
  const auto held = cache.Get<Text>("b");
  EXPECT_NE(cache.Get<Text>("a"), nullptr);
  for (int i = 0; i < 7; ++i) {
    const std::string key = "more" + std::to_string(i);
    Put(cache, key, 10'000);
    EXPECT_NE(cache.Get<Text>(key), nullptr);
  }
  EXPECT_NE(cache.Get<Text>("a"), nullptr);
  EXPECT_NE(cache.Get<Text>("more6"), nullptr);
  EXPECT_EQ(cache.Get<Text>("c"), nullptr);
  for (int i = 0; i < 3; ++i) {
    const std::string key = "last" + std::to_string(i);
    Put(cache, key, 10'000);
    EXPECT_NE(cache.Get<Text>(key), nullptr);
  }
  EXPECT_EQ(cache.Get<Text>("b"), nullptr);
  EXPECT_EQ(held->text.size(), 10'000U);  // A value stays valid for whoever got it.
}

// A series of values that nobody asks for again evicts neither those that were asked for nor costly
// ones.
TEST(Cache, KeepsWhatWasAskedForAgain) {
  Cache cache(100'000);
  for (const char* key : {"a", "b"}) Put(cache, key, 10'000);
  EXPECT_NE(cache.Get<Text>("a"), nullptr);
  cache.Put<Text>("costly", std::make_shared<Text>(Text{std::string(10'000, 'x')}), true);
  for (int i = 0; i < 100; ++i) Put(cache, "once" + std::to_string(i), 10'000);
  EXPECT_NE(cache.Get<Text>("a"), nullptr);
  EXPECT_NE(cache.Get<Text>("costly"), nullptr);
  EXPECT_EQ(cache.Get<Text>("b"), nullptr);
}

// The budget is kept whatever is inserted, with long keys and small values as well.
TEST(Cache, NeverExceedsItsBudget) {
  Cache cache(100'000);
  for (int i = 0; i < 2'000; ++i) {
    cache.Put<Number>(std::string(static_cast<std::size_t>(i), 'k'),
                      std::make_shared<Number>(Number{i}));
    ASSERT_LE(cache.bytes(), 100'000U);
  }
  EXPECT_GT(cache.bytes(), 50'000U);
  // A value of more than an eighth of the budget is not inserted.
  const std::size_t before = cache.bytes();
  Put(cache, "large", 20'000);
  EXPECT_EQ(cache.Get<Text>("large"), nullptr);
  EXPECT_EQ(cache.bytes(), before);
}

TEST(Cache, MayBeUsedByManyThreads) {
  Cache cache(50'000);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&cache, &wrong, t] {
      for (int i = 0; i < 5'000; ++i) {
        const int number = (i * (t + 1)) % 500;
        const std::string key = std::to_string(number);
        if (const auto found = cache.Get<Number>(key); found && found->number != number) ++wrong;
        cache.Put<Number>(key, std::make_shared<Number>(Number{number}));
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_LE(cache.bytes(), 50'000U);
}

}  // namespace
}  // namespace dssearch
