#include "searcher/server/url.h"

#include <gtest/gtest.h>

namespace dssearch {
namespace {

TEST(Url, ReadsAsItWasChanged) {
  const server::Url url("/", {{"q", "推 理&"}, {"domain", "a"}, {"domain", "b"}, {"offset", "20"}});
  EXPECT_EQ(url.text(), "/?q=%E6%8E%A8%20%E7%90%86%26&domain=a&domain=b&offset=20");
  EXPECT_EQ(url.Without("domain", "a").Without("offset").text(),
            "/?q=%E6%8E%A8%20%E7%90%86%26&domain=b");
  EXPECT_EQ(url.Without("q").Without("domain").With("offset", "40").text(), "/?offset=40");
  EXPECT_EQ(server::Url("/papers/a b/c").text(), "/papers/a%20b/c");
}

}  // namespace
}  // namespace dssearch
