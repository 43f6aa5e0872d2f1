#include "searcher/server/request_target.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch::server {
namespace {

// A target as it was read: path, then its parameters.
std::string Read(const std::string& target) {
  const auto parsed = ParseTarget(target);
  if (!parsed) return "none";
  std::string read = parsed->path;
  for (const auto& [name, value] : parsed->parameters)
    read.append(" ").append(name).append("=").append(value);
  return read;
}

TEST(ParseTarget, DecodesPathAndParameters) {
  struct Row {
    const char* target;
    const char* read;
  };
  const Row kRows[] = {
      {"/", "/"},
      {"/papers/cs%2F0101001", "/papers/cs/0101001"},
      {"/a+b?a+b=c+d", "/a+b a b=c d"},
      {"/?q=%E6%8E%A8%E7%90%86", "/ q=推理"},
      {"/?q=推理", "/ q=推理"},
      {"/推理", "/推理"},
      {"/?q=100%&r=%zz&s=%4", "/ q=100% r=%zz s=%4"},
      {"/?a=1&a=2&b", "/ a=1 a=2 b="},
      {"/?", "/"},
      {"/?&&=x&a==b", "/ a==b"},
      {"/?q=a?b#c", "/ q=a?b#c"},
      {"/?q=%00", "/ q="},  // And a zero, which ends this row.
      {"*", "*"},
      {"//evil.example/", "//evil.example/"},
      {"http://example.org", "/"},
      {"http://example.org?q=a", "/ q=a"},
      {"https://example.org:8080/papers?q=a", "/papers q=a"},
      {"http://", "/"},
      {"", "none"},
      {"papers", "none"},
      {"ftp://example.org/", "none"},
      {"example.org:80", "none"},
  };
  for (const Row& row : kRows)
    EXPECT_EQ(Read(row.target).substr(0, std::string(row.read).size()), row.read) << row.target;
  EXPECT_EQ(Read("/?q=%00").size(), 5U);
}

TEST(IsHost, TakesNamesAndAddressesWithAPort) {
  for (const char* host : {"", "a", "example.org", "example.org:8080", "127.0.0.1", "[::1]",
                           "[2001:db8::1]:80", "xn--fsqu00a.example", "a_b"})
    EXPECT_TRUE(IsHost(host)) << host;
  for (const char* host : {"a b", "a/b", "a:b", "[::1", "a\"b", "推理.example", "a?b", "a#b"})
    EXPECT_FALSE(IsHost(host)) << host;
}

}  // namespace
}  // namespace dssearch::server
