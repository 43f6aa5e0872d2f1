// What clients see of an index that changes, is rebuilt or goes away while it is served.

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "indexer/index_writer.h"
#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using nlohmann::json;
using testing::CodeOf;
using testing::Reply;
using testing::TestIndex;
using testing::TestServer;

TEST(ServerState, TagsChangeWithTheIndexAndTheQuestion) {
  TestIndex index(testing::Titled({"one paper"}));
  const TestServer server(index.searcher());
  const Reply first = server.Get("/api/search?q=paper");
  const std::string tag = first.headers.at("etag");
  const auto asked = [&](const std::string& target) {
    return server.Get(target, "If-None-Match: " + tag + "\r\n");
  };
  EXPECT_EQ(asked("/api/search?q=paper").status, 304);
  EXPECT_EQ(asked("/api/search?q=paper").body, "");
  // W/ makes no difference, and there may be several.
  for (const std::string& tags : {tag.substr(2), "\"other\", " + tag, tag.substr(2) + ", W/\"x\""})
    EXPECT_EQ(server.Get("/api/search?q=paper", "If-None-Match: " + tags + "\r\n").status, 304)
        << tags;
  EXPECT_EQ(asked("/api/search?q=papers").status, 200);
  EXPECT_EQ(server.Get("/api/search?q=paper", "If-None-Match: *\r\n").status, 304);
  EXPECT_EQ(server.Get("/api/papers/nobody", "If-None-Match: *\r\n").status, 404);
  EXPECT_EQ(server.Get("/api/search?limit=-1", "If-None-Match: *\r\n").status, 400);
  index.Update(testing::Titled({"one paper", "another paper"}));
  EXPECT_EQ(asked("/api/search?q=paper").status, 200);
}

TEST(ServerState, TakesUpANewCommit) {
  const TestIndex index(testing::Titled({"one"}));
  const TestServer server(index.searcher());
  EXPECT_EQ(json::parse(server.Get("/healthz").body).dump(),
            R"({"commit":"commit-000001","papers":1})");
  indexer::IndexWriter writer(index.path(), indexer::IndexWriter::Mode::kRebuild);
  for (const Paper& paper : testing::Titled({"one", "two"})) writer.Put(paper, "test");
  writer.Publish();
  EXPECT_EQ(json::parse(server.Get("/healthz").body).dump(),
            R"({"commit":"commit-000002","papers":2})");
  const std::string metrics = server.Get("/metrics").body;
  EXPECT_NE(metrics.find("\ndssearch_index_commit 2\n"), std::string::npos);
  EXPECT_NE(metrics.find("\ndssearch_index_papers 2\n"), std::string::npos);
  // An exchange is counted when its answer is on its way.
  const auto counted = [&] {
    return server.Get("/metrics")
               .body.find("\ndsserve_requests_total{route=\"/healthz\",status=\"200\"} 3\n") !=
           std::string::npos;
  };
  int tries = 1000;
  while (!counted() && tries > 0) --tries;
  EXPECT_GT(tries, 0);
}

TEST(ServerState, AnswersWhileTheIndexIsRebuilt) {
  const std::vector<Paper> papers = testing::Titled({"检索 one", "推理 two", "Learning three"});
  const TestIndex index(papers);
  const TestServer server(index.searcher(), {.threads = 2});
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> answers = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      while (!done) {
        for (const char* target : {"/api/search?q=%E6%8E%A8%E7%90%86", "/?q=one", "/metrics",
                                   "/api/suggest?q=le", "/papers/p3", "/api/papers/p1/similar"})
          if (server.Get(target, "Accept-Encoding: gzip\r\n").status != 200) ++wrong;
        ++answers;
      }
    });
  }
  for (int round = 0; round < 5; ++round) {
    indexer::IndexWriter writer(index.path(), indexer::IndexWriter::Mode::kRebuild);
    for (const Paper& paper : papers) writer.Put(paper, "test");
    writer.Publish();
  }
  while (answers < 10) std::this_thread::yield();
  done = true;
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(json::parse(server.Get("/healthz").body)["commit"], "commit-000006");
}

TEST(ServerState, SaysThatTheIndexIsGone) {
  auto index = std::make_unique<TestIndex>(testing::Titled({"one"}));
  Searcher searcher(index->path());
  const TestServer server(searcher);
  index.reset();
  EXPECT_EQ(CodeOf(server.Get("/api/search?q=one")).substr(0, 22), "503 index_unavailable:");
  EXPECT_EQ(server.Get("/healthz").status, 503);
  EXPECT_EQ(server.Get("/").status, 503);
}

}  // namespace
}  // namespace dssearch
