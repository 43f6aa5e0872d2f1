#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "searcher/server/routes.h"
#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using nlohmann::json;
using server::Routes;
using OpenApi = testing::ServerTest;

TEST_F(OpenApi, IsTrueToTheRoutes) {
  const json api = json::parse(server.Get("/openapi.json").body);
  std::set<std::string> described;
  std::set<std::string> there;
  for (const auto& [path, methods] : api["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      described.insert(method + " " + path);
      for (const auto& [status, response] : operation["responses"].items())
        described.insert(method + " " + path + " " + status);
      if (method == "post") {
        for (const auto& [type, body] : operation["requestBody"]["content"].items())
          for (const auto& [name, schema] : body["schema"]["properties"].items())
            described.insert(type + " " + path + " " + name);
        continue;
      }
      for (json parameter : operation["parameters"]) {
        if (parameter.contains("$ref"))
          parameter = api.at(json::json_pointer(parameter["$ref"].get<std::string>().substr(1)));
        if (parameter["in"] == "query")
          described.insert(path + " " + parameter["name"].get<std::string>());
      }
    }
  }
  for (const Routes::Route& route : Routes::Table()) {
    const std::string path(route.path);
    const bool from_index =
        route.searches || path == "/api/stats" || path == "/healthz" || path == "/metrics";
    there.insert("get " + path);
    for (const char* status : {"200", "400"}) there.insert("get " + path + " " + status);
    if (route.searches) there.insert("get " + path + " 304");
    if (path.find('{') != std::string::npos) there.insert("get " + path + " 404");
    if (from_index) there.insert("get " + path + " 503");
    if (route.allows_post) {
      there.insert("post " + path);
      for (const char* status : {"200", "400", "413", "503"})
        there.insert("post " + path + " " + status);
    }
    for (const std::string_view parameter : route.parameters) {
      const std::string name(parameter);
      there.insert(path + " " + name);
      if (!route.allows_post) continue;
      for (const char* type : {"application/json", "application/x-www-form-urlencoded"})
        there.insert(std::string(type) + " " + path + " " + name);
    }
  }
  EXPECT_EQ(described, there);
  // Every reference leads somewhere, and what hits have is what they say.
  const std::string text = api.dump();
  for (std::size_t at = 0; (at = text.find("\"$ref\":\"#", at)) != std::string::npos; at += 9)
    EXPECT_TRUE(
        api.contains(json::json_pointer(text.substr(at + 9, text.find('"', at + 9) - at - 9))));
  const json answer = json::parse(server.Get("/api/search?q=GRPO").body);
  for (const auto& [name, value] : answer.items())
    EXPECT_TRUE(api["components"]["schemas"]["SearchResponse"]["properties"].contains(name))
        << name;
  for (const auto& [name, value] : answer["hits"][0].items())
    EXPECT_TRUE(api["components"]["schemas"]["Hit"]["properties"].contains(name)) << name;
  const json paper = json::parse(server.Get("/api/papers/2402.03300").body);
  for (const auto& [name, value] : paper.items())
    EXPECT_TRUE(api["components"]["schemas"]["Paper"]["properties"].contains(name)) << name;
}

}  // namespace
}  // namespace dssearch
