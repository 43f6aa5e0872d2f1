// Clients that mean to keep a server busy: with connections, half requests, answers that nobody
// reads, and questions that take long.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using server::HttpRequest;
using server::HttpResponse;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Client;
using testing::CodeOf;
using testing::Reply;
using testing::TestServer;
using Attacked = testing::ServerTest;

constexpr const char* kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

// A server of an application that is one function, which also refuses.
class FunctionServer {
 public:
  FunctionServer(const server::HttpServer::Settings& settings,
                 const server::WorkQueue::Limits& limits,
                 std::function<HttpResponse(const HttpRequest&)> answer)
      : queue_(limits),
        http_(settings,
              {.answer = std::move(answer),
               .refuse =
                   [](const HttpRequest&) {
                     return HttpResponse{.status = 503, .headers = {{"Retry-After", "1"}}};
                   },
               .is_quick = [](const HttpRequest& request) { return request.path == "/quick"; },
               .observe = [](const server::Exchange&) {}},
              queue_),
        thread_([this] { http_.Run(); }) {}
  ~FunctionServer() {
    http_.Stop();
    thread_.join();
  }
  FunctionServer(const FunctionServer&) = delete;
  FunctionServer& operator=(const FunctionServer&) = delete;

  int port() const { return http_.port(); }

 private:
  server::WorkQueue queue_;
  server::HttpServer http_;
  std::thread thread_;
};

HttpResponse AnswerAtOnce(const HttpRequest&) { return {.body = "answer"}; }

int StatusOf(Client& client, const std::string& path = "/") {
  client.Send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  return client.ReceiveReply().status;
}

bool WaitFor(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + seconds(10);
  while (!condition() && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(milliseconds(1));
  return condition();
}

// An answer without end, in pieces of 64 kB. Whoever drops it lowers `held`.
HttpResponse Endless(std::atomic<int>& held) {
  HttpResponse response{.type = "text/plain"};
  ++held;
  const std::shared_ptr<void> source(nullptr, [&held](void*) { --held; });
  response.more = [source] { return std::string(1 << 16, 'a'); };
  return response;
}

TEST(AttackedHttp, ClosesTheConnectionThatWaitedLongest) {
  const FunctionServer server({.limits = {.connections = 3}}, {}, AnswerAtOnce);
  Client first(server.port());
  Client second(server.port());
  Client third(server.port());
  for (Client* client : {&first, &second, &third}) EXPECT_EQ(StatusOf(*client), 200);
  EXPECT_EQ(StatusOf(first), 200);  // So that the second one waits longest.
  third.Send("GET / HT");
  Client fourth(server.port());
  EXPECT_EQ(StatusOf(fourth), 200);
  EXPECT_TRUE(second.IsClosed());
  EXPECT_EQ(StatusOf(first), 200);
  third.Send("TP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(third.ReceiveReply().status, 200);
}

TEST(AttackedHttp, ClosesNoConnectionThatIsAnswered) {
  std::promise<void> goes_on;
  const std::shared_future<void> go = goes_on.get_future().share();
  std::atomic<int> begun = 0;
  const FunctionServer server({.limits = {.connections = 2}}, {}, [&](const HttpRequest&) {
    ++begun;
    go.wait();
    return HttpResponse{.body = "answer"};
  });
  Client first(server.port());
  Client second(server.port());
  for (Client* client : {&first, &second}) client->Send(kGet);
  EXPECT_TRUE(WaitFor([&] { return begun == 2; }));
  const Client third(server.port());
  EXPECT_TRUE(third.IsClosed());
  goes_on.set_value();
  EXPECT_EQ(first.ReceiveReply().body, "answer");
  EXPECT_EQ(second.ReceiveReply().body, "answer");
}

TEST(AttackedHttp, LimitsTheConnectionsOfAnAddress) {
  const testing::TemporaryFolder folder;
  const std::string path = folder / "socket";
  const server::HttpServer::Limits limits{.connections_of_address = 2};
  const FunctionServer server({.proxies = {"127.0.0.3"}, .limits = limits}, {}, AnswerAtOnce);
  const FunctionServer local({.socket = path, .limits = limits}, {}, AnswerAtOnce);
  const auto three_of = [](const std::function<Client()>& connect) {
    std::vector<Client> clients;
    for (int i = 0; i < 3; ++i) {
      clients.push_back(connect());
      EXPECT_EQ(StatusOf(clients.back()), 200);
    }
    return clients;
  };
  Client other(server.port());
  EXPECT_EQ(StatusOf(other), 200);
  std::vector<Client> many = three_of([&] { return Client(server.port(), {.from = "127.0.0.2"}); });
  EXPECT_TRUE(many[0].IsClosed());
  EXPECT_EQ(StatusOf(many[1]), 200);
  EXPECT_EQ(StatusOf(many[2]), 200);
  EXPECT_EQ(StatusOf(other), 200);
  for (Client& client : three_of([&] { return Client(server.port(), {.from = "127.0.0.3"}); }))
    EXPECT_EQ(StatusOf(client), 200);
  for (Client& client : three_of([&] { return Client(path); })) EXPECT_EQ(StatusOf(client), 200);
}

TEST(AttackedHttp, LimitsTheRequestsOfAConnection) {
  const FunctionServer server({.limits = {.requests = 3}}, {}, AnswerAtOnce);
  Client client(server.port());
  std::string requests;
  for (int i = 0; i < 5; ++i) requests += kGet;
  client.Send(requests);
  EXPECT_FALSE(client.ReceiveReply().headers.contains("connection"));
  EXPECT_FALSE(client.ReceiveReply().headers.contains("connection"));
  EXPECT_EQ(client.ReceiveReply().headers["connection"], "close");
  EXPECT_EQ(client.ReceiveReply().status, 0);
}

TEST_F(Attacked, AnswersBesideHalfHeads) {
  std::vector<Client> clients;
  for (int i = 0; i < 300; ++i) {
    clients.emplace_back(server.port());
    EXPECT_TRUE(clients.back().Send("GET /healthz HTTP/1.1\r\nHo"));
  }
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(server.Get("/api/search?q=GRPO").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(2));
  for (Client& client : clients) client.Send("st: a\r\n\r\n");
  for (Client& client : clients) EXPECT_EQ(client.ReceiveReply().status, 200);
}

TEST_F(Attacked, ReadsARequestHoweverItIsCut) {
  const std::string request =
      "POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Connection: close\r\nContent-Length: 12\r\n\r\n{\"q\":\"GRPO\"}";
  for (std::size_t at = 1; at < request.size(); at += 3) {
    Client client(server.port());
    client.Send(request.substr(0, at));
    std::this_thread::sleep_for(milliseconds(1));
    client.Send(request.substr(at));
    EXPECT_EQ(client.ReceiveReply().status, 200) << request.substr(0, at);
  }
  Client client(server.port());
  client.Send("GET / HTTP/1.1\r\nHost: a\r\n");
  std::this_thread::sleep_for(milliseconds(5));
  client.Send("Cookie: " + std::string(70'000, 'a') + "\r\n\r\n");
  EXPECT_EQ(client.ReceiveReply().status, 431);
}

TEST(AttackedHttp, WaitsForASlowBodyNoLongerThanItMay) {
  const FunctionServer server({.limits = {.request = milliseconds(200)}}, {}, AnswerAtOnce);
  for (const char* length :
       {"Content-Length: 60000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"}) {
    Client client(server.port());
    client.Send(std::string("POST / HTTP/1.1\r\nHost: a\r\n") + length);
    // However steadily something comes.
    const auto start = std::chrono::steady_clock::now();
    while (client.Receive(1, milliseconds(10)).empty() &&
           std::chrono::steady_clock::now() - start < seconds(5))
      client.Send("1\r\na\r\n");
    EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(2)) << length;
    EXPECT_TRUE(client.ReceiveAll().starts_with("TTP/1.1 408")) << length;
  }
}

TEST(AttackedHttp, DropsWhoReadsAnAnswerTooSlowly) {
  std::atomic<int> held = 0;
  const FunctionServer server({.limits = {.pause = milliseconds(200), .rate = 100'000'000}}, {},
                              [&](const HttpRequest&) { return Endless(held); });
  // Not at all, and a little all the time, which is below the rate.
  const Client pausing(server.port(), {.buffer = 4096});
  pausing.Send(kGet);
  EXPECT_TRUE(WaitFor([&] { return held == 1; }));
  EXPECT_TRUE(WaitFor([&] { return held == 0; }));
  const Client dripping(server.port(), {.buffer = 4096});
  dripping.Send(kGet);
  EXPECT_TRUE(WaitFor([&] { return held == 1; }));
  EXPECT_TRUE(WaitFor([&] {
    (void)dripping.Receive(50, milliseconds(1));
    return held == 0;
  }));
  // One that reads as it comes is not dropped.
  const Client reading(server.port());
  reading.Send(kGet);
  const auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - start < milliseconds(600))
    ASSERT_FALSE(reading.Receive(1 << 16).empty());
  EXPECT_EQ(held, 1);
}

TEST(AttackedHttp, RefusesMoreStreamsThanItMayHave) {
  std::atomic<int> held = 0;
  const FunctionServer server({.limits = {.streams = 2}}, {}, [&](const HttpRequest& request) {
    return request.path == "/" ? Endless(held) : AnswerAtOnce(request);
  });
  {
    std::vector<Client> clients;
    for (int i = 0; i < 2; ++i) {
      clients.emplace_back(server.port());
      clients.back().Send(kGet);
      EXPECT_FALSE(clients.back().Receive(1).empty());
    }
    Client third(server.port());
    third.Send(kGet);
    const Reply reply = third.ReceiveReply();
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.headers.at("retry-after"), "1");
    EXPECT_EQ(held, 2);
    EXPECT_EQ(StatusOf(third, "/other"), 200);
  }
  EXPECT_TRUE(WaitFor([&] { return held == 0; }));
  const Client again(server.port());
  again.Send(kGet);
  EXPECT_TRUE(again.Receive(12).starts_with("HTTP/1.1 200"));
}

TEST(AttackedHttp, RefusesAtOnceWhatTheQueueDoesNotTake) {
  std::promise<void> goes_on;
  const std::shared_future<void> go = goes_on.get_future().share();
  std::atomic<int> begun = 0;
  const FunctionServer server({}, {.threads = 1, .waiting = 2}, [&](const HttpRequest& request) {
    if (request.path == "/quick") return AnswerAtOnce(request);
    ++begun;
    go.wait();
    return AnswerAtOnce(request);
  });
  std::vector<Client> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back(server.port());
    clients.back().Send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(WaitFor([&] { return begun == 1; }));
  }
  // The third may be on its way when the first of these comes.
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    Client more(server.port());
    more.Send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    if (!more.Receive(1, milliseconds(i == 0 ? 500 : 5000)).empty()) ++refused;
    Client quick(server.port());
    EXPECT_EQ(StatusOf(quick, "/quick"), 200);
  }
  EXPECT_GE(refused, 19);
  goes_on.set_value();
}

TEST(AttackedHttp, ServesOthersBesideOneWhoAsksForTooMuch) {
  std::promise<void> goes_on;
  const std::shared_future<void> go = goes_on.get_future().share();
  std::atomic<int> slow = 0;
  const FunctionServer server({.proxies = {"127.0.0.1"}}, {.threads = 1, .waiting = 4},
                              [&](const HttpRequest& request) {
                                if (request.path == "/slow" && ++slow == 1) go.wait();
                                if (request.path == "/slow")
                                  std::this_thread::sleep_for(milliseconds(200));
                                return AnswerAtOnce(request);
                              });
  std::vector<Client> greedy;
  for (int i = 0; i < 8; ++i) {
    greedy.emplace_back(server.port());
    greedy.back().Send("GET /slow HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
    EXPECT_TRUE(WaitFor([&] { return slow == 1; }));
  }
  const Reply refused = greedy.back().ReceiveReply();
  EXPECT_EQ(refused.status, 503);
  Client other(server.port());
  other.Send("GET /fast HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.2\r\n\r\n");
  // The newest of the other one's gave way.
  EXPECT_EQ(greedy[4].ReceiveReply().status, 503);
  goes_on.set_value();
  EXPECT_EQ(other.ReceiveReply().status, 200);
  EXPECT_LE(slow, 3);
}

// The page of an error shows the form and what was asked, and counts nothing.
TEST_F(Attacked, AnswersAnErrorByASmallPageAndSearchesNothing) {
  std::string target = "/?since=soon&q=reasoning";
  while (target.size() < 7000) target += "&domain=a%22&author=b";
  const std::size_t before = searcher.cache_bytes();
  const Reply reply = server.Get(target, "Accept: text/html\r\n");
  EXPECT_EQ(reply.status, 400);
  EXPECT_LT(reply.body.size(), 100'000U);
  // What is searched is kept.
  EXPECT_EQ(searcher.cache_bytes(), before);
  EXPECT_EQ(server.Get("/?q=reasoning", "Accept: text/html\r\n").status, 200);
  EXPECT_GT(searcher.cache_bytes(), before);
}

// Many words that all papers have, of which each page of hits is explained.
TEST(AttackedSearch, ExplainsNoLongerThanASearchMayTake) {
  std::string words;
  for (int i = 0; i < 150; ++i) words += "w" + std::to_string(100 + i) + " ";
  std::vector<Paper> papers;
  for (int i = 0; i < 120; ++i) papers.push_back(testing::Make("p" + std::to_string(i), words));
  const testing::TestIndex index(papers);
  const std::string body = R"({"explain": "true", "limit": 100, "q": ")" + words + "\"}";
  const TestServer hasty(index.searcher(), {}, {}, {.search_timeout = milliseconds(50)});
  const auto start = std::chrono::steady_clock::now();
  const Reply reply = hasty.Post("/api/search", "application/json", body);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(1));
  EXPECT_EQ(CodeOf(reply).substr(0, 18), "503 too_expensive:") << CodeOf(reply);
  const TestServer patient(index.searcher(), {}, {}, {.search_timeout = seconds(60)});
  EXPECT_EQ(patient.Post("/api/search", "application/json", body).status, 200);
}

}  // namespace
}  // namespace dssearch
