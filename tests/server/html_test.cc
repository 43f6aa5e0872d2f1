#include "searcher/server/page/html.h"

#include <gtest/gtest.h>

namespace dssearch {
namespace {

TEST(Html, HasNoCharactersThatXmlForbids) {
  server::Html html;
  html << "a\x01\uFFFEb\uFFFFc\uFFFD\uFF0C";
  EXPECT_EQ(html.text(), "a  b c\uFFFD\uFF0C");
}

TEST(Html, GroupsDigits) {
  EXPECT_EQ(server::GroupDigits(0), "0");
  EXPECT_EQ(server::GroupDigits(999), "999");
  EXPECT_EQ(server::GroupDigits(1000), "1,000");
  EXPECT_EQ(server::GroupDigits(1234567), "1,234,567");
}

}  // namespace
}  // namespace dssearch
