// Answers in pieces, and who has to wait for them.

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <thread>

#include "searcher/server/http_server.h"
#include "searcher/server/work_queue.h"
#include "tests/testing/client.h"

namespace dssearch {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

// A server of which "/stream" has an answer in pieces, without an end, that `piece` makes, and
// anything else "whole".
class StreamServer {
 public:
  using Limits = server::HttpServer::Limits;

  StreamServer(std::function<std::string()> piece, const Limits& limits = {})
      : piece_(std::move(piece)),
        http_({.proxies = {"127.0.0.1"}, .limits = limits},
              {.answer =
                   [this](const server::HttpRequest& request) {
                     ++answered_;
                     if (!IsStream(request)) return server::HttpResponse{.body = "whole"};
                     return server::HttpResponse{.more = piece_};
                   },
               .refuse =
                   [](const server::HttpRequest&) { return server::HttpResponse{.status = 503}; },
               .is_quick = [](const server::HttpRequest&) { return false; },
               .is_stream = IsStream,
               .observe = [](const server::Exchange&) {}},
              queue_),
        thread_([this] { http_.Run(); }) {}

  ~StreamServer() {
    http_.Stop();
    thread_.join();
  }

  int port() const { return http_.port(); }
  int answered() const { return answered_; }

 private:
  static bool IsStream(const server::HttpRequest& request) { return request.path == "/stream"; }

  const std::function<std::string()> piece_;
  std::atomic<int> answered_ = 0;
  server::WorkQueue queue_{{.threads = 1}};
  server::HttpServer http_;
  std::thread thread_;
};

// A client that a proxy names. It reads the beginning of an answer, and not the rest.
class SlowReader {
 public:
  SlowReader(const StreamServer& of, const std::string& client,
             const std::string& path = "/stream") {
    socket_.connect({asio::ip::address_v4::loopback(), static_cast<unsigned short>(of.port())});
    asio::write(socket_, asio::buffer("GET " + path + " HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " +
                                      client + "\r\n\r\n"));
    asio::read(socket_, asio::buffer(beginning_));
  }

  std::string status() const { return beginning_.substr(beginning_.size() - 3); }

 private:
  asio::io_context context_;
  tcp::socket socket_{context_};
  std::string beginning_ = "HTTP/1.1 200";
};

TEST(Streams, AreSoManyInAllAndOfOneAddress) {
  const StreamServer server([] { return std::string(1000, 'a'); },
                            {.streams = 3, .streams_of_address = 2});
  const SlowReader one(server, "10.0.0.1");
  const SlowReader two(server, "10.0.0.1");
  EXPECT_EQ(one.status() + two.status(), "200200");
  EXPECT_EQ(SlowReader(server, "10.0.0.1").status(), "503");
  const SlowReader three(server, "10.0.0.2");
  EXPECT_EQ(three.status(), "200");
  EXPECT_EQ(SlowReader(server, "10.0.0.3").status(), "503");
  // Nothing was searched for those that were refused.
  EXPECT_EQ(server.answered(), 3);
  EXPECT_EQ(SlowReader(server, "10.0.0.3", "/").status(), "200");
}

TEST(Streams, AreNotMadeForClientsThatDoNotRead) {
  constexpr std::size_t kPiece = 10'000;
  std::atomic<std::size_t> made = 0;
  const StreamServer server([&] {
    made += kPiece;
    return std::string(kPiece, 'a');
  });
  const SlowReader reader(server, "10.0.0.1");
  std::size_t before = 0;
  do {
    before = made;
    std::this_thread::sleep_for(200ms);
  } while (made > before);
  EXPECT_LT(made, 1'000'000U);
}

TEST(Streams, KeepNobodyWaiting) {
  std::promise<void> made;
  const std::shared_future<void> ready = made.get_future().share();
  const StreamServer server([ready] {
    ready.wait();
    return std::string();
  });
  std::string reply;
  std::thread reading([&] {
    reply = testing::SendAll(server.port(),
                             "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  });
  while (server.answered() == 0) std::this_thread::yield();
  auto other = std::async([&] { return SlowReader(server, "10.0.0.2", "/").status(); });
  EXPECT_EQ(other.wait_for(10s), std::future_status::ready);
  made.set_value();
  EXPECT_EQ(other.get(), "200");
  reading.join();
  EXPECT_TRUE(reply.ends_with("\r\n0\r\n\r\n")) << reply;
}

}  // namespace
}  // namespace dssearch
