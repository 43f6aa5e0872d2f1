#include "searcher/text/collation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dssearch::text {
namespace {

TEST(Collation, SortsHanByPinyinThenLetters) {
  const Collation collation;
  const std::vector<std::string> in_order = {"安徽检索",     "安徽检索二",   "北京", "推理",
                                             "Alpha nets 1", "alpha nets 2", "beta", "Émile Noël",
                                             "Emile Noëlle", "zebra"};
  for (std::size_t i = 0; i + 1 < in_order.size(); ++i)
    EXPECT_LT(collation.SortKey(in_order[i]), collation.SortKey(in_order[i + 1])) << in_order[i];
  EXPECT_EQ(collation.SortKey("推理"), collation.SortKey("推理"));
}

TEST(Collation, TruncatesKeysOfLongTitles) {
  const Collation collation;
  const std::string same(40, 'a');
  EXPECT_LT(collation.SortKey(same + "b"), collation.SortKey(same + "c"));
  EXPECT_EQ(collation.SortKey(std::string(100'000, 'a')).size(), Collation::kMaxKeyBytes);
}

TEST(Collation, TakesAnyBytes) {
  const Collation collation;
  for (const std::string& text :
       {std::string(), std::string("\xFF\xED\xA0\x80"), std::string(3, '\0')})
    EXPECT_LE(collation.SortKey(text).size(), Collation::kMaxKeyBytes);
}

}  // namespace
}  // namespace dssearch::text
