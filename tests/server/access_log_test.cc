#include "searcher/server/access_log.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>

namespace dssearch::server {
namespace {

const Exchange kExchange = {.remote = "203.0.113.7",
                            .method = "GET",
                            .target = "/api/search?q=a\\b",
                            .version = "HTTP/1.1",
                            .route = "/api/search",
                            .status = 200,
                            .bytes = 1234,
                            .seconds = 0.25};

TEST(LogLine, IsInTheCommonLogFormat) {
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  EXPECT_EQ(
      LogLine(kExchange, LogFormat::kCommon, 1796083200),
      "203.0.113.7 - - [01/Dec/2026:00:00:00 +0000] \"GET /api/search?q=a\\b HTTP/1.1\" 200 1234");
  EXPECT_EQ(LogLine({.status = 400, .bytes = 10}, LogFormat::kCommon, 1796083200),
            "- - - [01/Dec/2026:00:00:00 +0000] \"-\" 400 10");
}

TEST(LogLine, IsJson) {
  const auto json = nlohmann::json::parse(LogLine(kExchange, LogFormat::kJson, 1796083200));
  EXPECT_EQ(json["target"], "/api/search?q=a\\b");
  EXPECT_EQ(json["status"], 200);
  EXPECT_EQ(json["seconds"], 0.25);
  EXPECT_EQ(json["time"].get<std::string>().substr(0, 4), "2026");
}

}  // namespace
}  // namespace dssearch::server
