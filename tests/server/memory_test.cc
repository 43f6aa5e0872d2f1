// The program dsserve with little memory, and with what it has after many requests.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/server_fixture.h"
#include "tests/testing/dsserve.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DSSEARCH_TAKES_ADDRESS_SPACE 1
#else
#define DSSEARCH_TAKES_ADDRESS_SPACE 0
#endif

namespace dssearch {
namespace {

using std::chrono::milliseconds;
using testing::Client;
using testing::Dsserve;
using testing::Reply;

// 16 MB of papers, of which each search finds many.
const testing::TestIndex& Index() {
  static const testing::TestIndex index([] {
    std::vector<Paper> papers;
    for (int i = 0; i < 4000; ++i) {
      std::string summary;
      for (int word = 0; summary.size() < 4000; ++word)
        summary += "word" + std::to_string((i * 7 + word * word) % 5000) + " retrieval ";
      papers.push_back(testing::Make("p" + std::to_string(i), "Paper " + std::to_string(i), "2024",
                                     {"Ada Lovelace " + std::to_string(i)}, summary));
    }
    return papers;
  }());
  return index;
}

// One of the requests of every kind, the same for the same number.
std::string TargetOf(unsigned number) {
  const std::string word = "word" + std::to_string(number * 7919 % 5000);
  switch (number % 8) {
    case 0:
      return "/api/search?explain=true&limit=100&match=any&q=retrieval+" + word;
    case 1:
      return "/api/export?format=jsonl";
    case 2:
      return "/?q=" + word;
    case 3:
      return "/api/suggest?q=" + word.substr(0, 6);
    case 4:
      return "/api/search?facets=author:1000,date:day&q=" + word + "*";
    case 5:
      return "/api/export?format=csv&q=" + word;
    case 6:
      return "/api/papers/p" + std::to_string(number % 4000) + "/similar";
    default:
      return "/api/search?since=soon&q=" + word;
  }
}

struct Outcome {
  std::atomic<int> answered = 0;
  std::atomic<int> refused = 0;
  std::atomic<int> ended = 0;  ///< Connections that ended without an answer.
  std::atomic<int> wrong = 0;
};

void Ask(int port, const std::string& target, Outcome& outcome) {
  const Client client(port);
  client.Send("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string reply = client.ReceiveAll();
  const std::string status = reply.substr(0, 13);
  const std::string body = reply.substr(std::min(reply.find("\r\n\r\n"), reply.size()));
  if (reply.empty()) {
    ++outcome.ended;
  } else if (status == "HTTP/1.1 200 " || status == "HTTP/1.1 400 ") {
    ++outcome.answered;
  } else if (status == "HTTP/1.1 503 " && (nlohmann::json::accept(body) || target[1] == '?')) {
    ++outcome.refused;
  } else {
    ++outcome.wrong;
    ADD_FAILURE() << target << ": " << reply.substr(0, 200) << body.substr(0, 200);
  }
}

TEST(DsserveMemory, LivesWithLittle) {
  if (DSSEARCH_TAKES_ADDRESS_SPACE) GTEST_SKIP() << "sanitizers take more of the address space";
  const bool whole = ::getenv("DSSEARCH_WHOLE_MEMORY_TEST") != nullptr;
  for (int megabytes = 150; megabytes <= 600; megabytes += whole ? 10 : 50) {
    SCOPED_TRACE(std::to_string(megabytes) + " MB");
    Dsserve server(Index().path(), "--quiet --threads 4",
                   "ulimit -v " + std::to_string(megabytes * 1024));
    if (server.port() == 0) {
      EXPECT_EQ(server.Wait(), 2) << server.Log();
      EXPECT_TRUE(server.Log().starts_with("dsserve: there ")) << server.Log();
      continue;
    }
    Outcome outcome;
    std::atomic<unsigned> next = 0;
    std::vector<std::thread> clients;
    const auto end = std::chrono::steady_clock::now() + milliseconds(400);
    for (int i = 0; i < 12; ++i)
      clients.emplace_back([&] {
        while (std::chrono::steady_clock::now() < end)
          Ask(server.port(), TargetOf(next++), outcome);
      });
    for (std::thread& client : clients) client.join();
    ASSERT_TRUE(server.is_running()) << server.Log();
    EXPECT_EQ(outcome.wrong, 0);
    EXPECT_GT(outcome.answered, 0);
    for (const char* target : {"/api/search?q=paper", "/?q=retrieval", "/api/suggest?q=wor"}) {
      const Reply reply =
          testing::Send(server.port(), "GET " + std::string(target) +
                                           " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      EXPECT_EQ(reply.status, 200) << target << reply.body.substr(0, 300);
    }
  }
}

}  // namespace
}  // namespace dssearch
