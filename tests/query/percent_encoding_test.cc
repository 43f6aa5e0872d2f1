#include "searcher/query/percent_encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch {
namespace {

TEST(PercentEncoding, IsDecodedInWhatIsOtherwiseNoText) {
  struct Case {
    std::string text;
    std::string decoded;  ///< Empty for nothing.
  };
  const Case cases[] = {
      {"Gardens%20of%20cities", "Gardens of cities"},
      {"%E5%9F%8E%E5%B8%82", "城市"},
      {"%e5%9f%8e%e5%b8%82%3A", "城市:"},
      {"Gardens of%20cities", ""},
      {"Gardens", ""},
      {"A%26B", ""},
      {"100%20", "100 "},
      {"%20%", ""},
      {"%20%2", ""},
      {"%20%zz", ""},
      {"%20%+1", ""},
      {"%20%00", ""},
      {"%FF%20", ""},
      {"https://example.org/a%20b", ""},
      {"doi:10.1000/%E5%9F%8E", ""},
      {"", ""},
  };
  for (const auto& [text, decoded] : cases)
    EXPECT_EQ(DecodedText(text).value_or(""), decoded) << text;
}

}  // namespace
}  // namespace dssearch
