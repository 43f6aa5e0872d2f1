// A process that divides: a Searcher is for the process that opened it.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

// Whether all of some searches by a new Searcher find what they should.
bool Finds(const std::string& path) {
  const Searcher searcher(path);
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i % 20);
    if (testing::Found(searcher, "\"paper number " + number + "x\"") !=
        "p" + std::to_string(i % 20 + 1))
      return false;
    if (searcher.Suggest("numb").empty()) return false;
  }
  return true;
}

TEST(Fork, EachProcessSearchesWithASearcherOfItsOwn) {
  std::vector<std::string> titles;
  for (int i = 0; i < 20; ++i) titles.push_back("Paper number " + std::to_string(i) + "x");
  const testing::TestIndex index(testing::Titled(titles));
  EXPECT_EQ(testing::Found(index.searcher(), "\"number 3x\""), "p4");
  std::array<pid_t, 2> children{};
  for (pid_t& child : children) {
    child = ::fork();
    // Without the destructors of the parent's objects.
    if (child == 0) ::_exit(Finds(index.path()) ? 0 : 1);
    ASSERT_GT(child, 0);
  }
  EXPECT_TRUE(Finds(index.path()));
  EXPECT_EQ(testing::Found(index.searcher(), "\"number 3x\""), "p4");
  for (const pid_t child : children) {
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
}

}  // namespace
}  // namespace dssearch
