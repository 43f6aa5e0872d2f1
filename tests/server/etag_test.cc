#include "searcher/server/etag.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch::server {
namespace {

TEST(ETag, DependsOnThePartsAndTheirBounds) {
  const std::string tag = WeakETag({"ab", "c"});
  EXPECT_EQ(tag.size(), std::string("W/\"0123456789abcdef\"").size());
  EXPECT_EQ(tag, WeakETag({"ab", "c"}));
  EXPECT_NE(tag, WeakETag({"a", "bc"}));
  EXPECT_NE(tag, WeakETag({"ab", "c", ""}));
}

TEST(ETag, IsNamedStrongOrWeakAndAmongOthers) {
  EXPECT_TRUE(IfNoneMatchNames("W/\"1\"", "W/\"1\""));
  EXPECT_TRUE(IfNoneMatchNames("\"1\"", "W/\"1\""));
  EXPECT_TRUE(IfNoneMatchNames("\"2\", W/\"1\"", "W/\"1\""));
  EXPECT_FALSE(IfNoneMatchNames("", "W/\"1\""));
  EXPECT_FALSE(IfNoneMatchNames("\"12\"", "W/\"1\""));
}

}  // namespace
}  // namespace dssearch::server
