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

TEST(LogLine, NamesAnError) {
  Exchange busy = kExchange;
  busy.status = 503;
  busy.error = "busy";
  EXPECT_TRUE(LogLine(busy, LogFormat::kJson, 0).ends_with(", \"error\": \"busy\"}"));
}

TEST(IndexLog, TellsOnceThatAnIndexIsLost) {
  IndexLog log;
  const Exchange lost = {.route = "/api/search",
                         .error = "index_unavailable",
                         .message = "no index at '/x'",
                         .status = 503};
  const Exchange found = {.route = "/healthz", .status = 200};
  const Exchange asset = {.route = "/assets/{file}", .status = 200};
  const Exchange wrong = {.route = "/api/search", .error = "invalid_request", .status = 400};
  std::string lines;
  for (const Exchange* one : {&found, &lost, &asset, &lost, &wrong, &found, &found, &lost})
    lines += log.LineOf(*one) + ';';
  EXPECT_EQ(lines, ";no index at '/x';;;;the index can be read again;;no index at '/x';");
}

}  // namespace
}  // namespace dssearch::server
