// A search as the names and values of URLs and saved searches.

#include "searcher/present/parameters.h"

#include <gtest/gtest.h>

#include <string>

#include "dssearch/error.h"

namespace dssearch {
namespace {

TEST(Parameters, AreThoseByWhichARequestDiffers) {
  EXPECT_EQ(ParametersOf({}), Parameters());
  const Parameters all = {{"q", "强化学习 -综述"},
                          {"domain", "数学推理"},
                          {"domain", "!代码智能"},
                          {"tag", "to read"},
                          {"since", "2024"},
                          {"until", "2025-03"},
                          {"added_after", "commit-000007"},
                          {"match", "any"},
                          {"translate", "false"},
                          {"untranslated", "RL"},
                          {"correct", "false"},
                          {"fold", "false"},
                          {"sort", "title"},
                          {"limit", "30"}};
  EXPECT_EQ(ParametersOf(RequestOf(all)), all);
  for (const auto& [name, value] : all) {
    const Parameters one = {{name, value}};
    EXPECT_EQ(ParametersOf(RequestOf(one)), one) << name;
  }
  EXPECT_EQ(ParametersOf(RequestOf({{"sort", "relevance"}, {"limit", "10"}, {"fold", "true"}})),
            Parameters());
}

TEST(Parameters, LeaveWhatTheyDoNotName) {
  const SearchRequest request =
      RequestOf({{"domain", ""}, {"colour", "red"}, {"facets", "author:20,,date:year"}},
                {.query = "推理", .limit = 3});
  EXPECT_EQ(request.query, "推理");
  EXPECT_EQ(request.limit, 3U);
  EXPECT_TRUE(request.filters.empty());
  ASSERT_EQ(request.facets.size(), 2U);
  EXPECT_EQ(request.facets[1].step, DateStep::kYear);
}

TEST(Parameters, WithoutMeaningAreRefused) {
  const auto error = [](const Parameters& parameters) {
    try {
      RequestOf(parameters);
      return std::string();
    } catch (const Error& e) {
      return std::string(e.what()) + " / " + e.hint();
    }
  };
  EXPECT_EQ(error({{"match", "most"}}),
            "there is no match 'most' / match is one of auto, all, any");
  EXPECT_EQ(error({{"fold", "1"}}), "there is no fold '1' / fold is one of true, false");
  EXPECT_EQ(error({{"limit", "-1"}}), "'limit' is no number / limit=10");
}

}  // namespace
}  // namespace dssearch
