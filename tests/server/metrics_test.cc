#include "searcher/server/metrics.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch {
namespace {

TEST(Metrics, KeepTheDigitsOfLongSums) {
  server::Metrics metrics;
  metrics.Add({.route = "/", .status = 200, .seconds = 1234567.25});
  metrics.Add({.route = "/", .status = 200, .seconds = 0.001});
  EXPECT_NE(metrics.Text({}).find("_sum{route=\"/\"} 1234567.251"), std::string::npos);
}

}  // namespace
}  // namespace dssearch
