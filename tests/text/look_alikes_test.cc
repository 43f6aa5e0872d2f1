#include "searcher/text/look_alikes.h"

#include <gtest/gtest.h>

namespace dssearch::text {
namespace {

TEST(LookAlikes, AreOfOneGroup) {
  struct Case {
    char32_t character;
    char32_t other;
    bool look_alike;
  };
  const Case cases[] = {
      {U'末', U'未', true}, {U'未', U'末', true},  {U'己', U'巳', true},  {U'析', U'折', true},
      {U'测', U'侧', true}, {U'拨', U'拔', true},  {U'曰', U'日', true},  {U'土', U'士', true},
      {U'辫', U'辩', true}, {U'末', U'末', false}, {U'末', U'学', false}, {U'a', U'b', false},
      {U' ', U'末', false},
  };
  for (const auto& [character, other, look_alike] : cases)
    EXPECT_EQ(LookAlikesOf(character).find(other) != std::u32string::npos, look_alike)
        << static_cast<unsigned>(character) << ' ' << static_cast<unsigned>(other);
}

}  // namespace
}  // namespace dssearch::text
