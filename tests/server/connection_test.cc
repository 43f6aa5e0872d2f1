#include "searcher/server/connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <future>
#include <string>
#include <thread>

namespace dssearch::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Both ends of a connection.
class ConnectionTest : public ::testing::Test {
 protected:
  ConnectionTest() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0); }
  ~ConnectionTest() override { ::close(ends_[1]); }

  // The server's end, once.
  int socket() const { return ends_[0]; }

  void Send(const std::string& bytes) const {
    EXPECT_EQ(::send(ends_[1], bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  void End() const { ::shutdown(ends_[1], SHUT_WR); }

  std::string Receive() const {
    std::string received;
    std::array<char, 4096> buffer{};
    for (ssize_t n; (n = ::recv(ends_[1], buffer.data(), buffer.size(), 0)) > 0;)
      received.append(buffer.data(), static_cast<std::size_t>(n));
    return received;
  }

 private:
  std::array<int, 2> ends_{};
};

constexpr Connection::Limits kPatient{.idle = seconds(60),
                                      .pause = seconds(60),
                                      .request = seconds(60),
                                      .request_bytes = 1000,
                                      .skip = seconds(60),
                                      .skip_bytes = 1000};

bool Going() { return false; }
bool Stopping() { return true; }

std::string Read(Connection& connection, std::size_t size) {
  std::string text(size, '?');
  const std::ptrdiff_t got = connection.Read(text.data(), size);
  return got < 0 ? "no more" : text.substr(0, static_cast<std::size_t>(got));
}

TEST_F(ConnectionTest, KeepsWhatBelongsToTheNextRequest) {
  Connection connection(socket(), kPatient);
  Send("firstsecond");
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 5), "first");
  ASSERT_TRUE(connection.AwaitRequest(Stopping));
  EXPECT_EQ(Read(connection, 100), "second");
  EXPECT_FALSE(connection.AwaitRequest(Stopping));
}

TEST_F(ConnectionTest, SkipsEmptyLinesBeforeARequest) {
  Connection connection(socket(), kPatient);
  Send("\r\n\nnext");
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 100), "next");
  Send("\r\n");
  EXPECT_FALSE(connection.AwaitRequest(Stopping));
}

TEST_F(ConnectionTest, AnswersWhatWasSentBeforeTheServerStopped) {
  Connection connection(socket(), kPatient);
  Send("last");
  ASSERT_TRUE(connection.AwaitRequest(Stopping));
  EXPECT_EQ(Read(connection, 100), "last");
}

TEST_F(ConnectionTest, EndsWithTheClient) {
  Connection connection(socket(), kPatient);
  Send("half");
  End();
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 4), "half");
  EXPECT_EQ(Read(connection, 4), "");
  EXPECT_TRUE(connection.Write("answer", 6));  // Its other side is still there.
  EXPECT_FALSE(connection.AwaitRequest(Going));
}

TEST_F(ConnectionTest, WaitsNoLongerThanItMay) {
  Connection::Limits limits = kPatient;
  limits.idle = milliseconds(1);
  limits.request = milliseconds(20);
  Connection connection(socket(), limits);
  EXPECT_FALSE(connection.AwaitRequest(Going));
  Send("a");
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 1), "a");
  // However steadily something comes.
  const std::future<void> dripping = std::async(std::launch::async, [this] {
    for (int i = 0; i < 50; ++i, std::this_thread::sleep_for(milliseconds(2))) Send("b");
  });
  std::string all;
  for (std::string some; (some = Read(connection, 1)) != "no more";) all += some;
  EXPECT_LT(all.size(), 50U);
  EXPECT_EQ(connection.fault(), Connection::Fault::kTooSlow);
}

TEST_F(ConnectionTest, PausesNoLongerThanItMay) {
  Connection::Limits limits = kPatient;
  limits.pause = milliseconds(1);
  std::future<std::string> reading;  // Until the connection is closed.
  Connection connection(socket(), limits);
  Send("a");
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 10), "a");
  EXPECT_EQ(Read(connection, 10), "no more");
  const std::string much(std::size_t{1} << 24, 'c');  // More than waits in any socket.
  EXPECT_FALSE(connection.Write(much.data(), much.size()));
  // What comes behind a part of an answer would be taken for the rest of it.
  reading = std::async(std::launch::async, [this] { return Receive(); });
  Send("next");
  EXPECT_FALSE(connection.Write("d", 1));
  EXPECT_FALSE(connection.AwaitRequest(Going));
}

TEST_F(ConnectionTest, TakesNoMoreThanItMay) {
  Connection connection(socket(), kPatient);
  Send(std::string(999, 'a') + "bc");
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 1000), std::string(999, 'a') + "b");
  EXPECT_EQ(connection.fault(), Connection::Fault::kNone);
  EXPECT_EQ(Read(connection, 1), "no more");
  EXPECT_EQ(connection.fault(), Connection::Fault::kTooLong);
}

TEST_F(ConnectionTest, WantsWholeLineEndsInHeads) {
  Connection connection(socket(), kPatient);
  Send("A\r\nB: c\r\n\r\nbody\n\n");
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 18), "A\r\nB: c\r\n\r\nbody\n\n");
  Send("A\r\nB: c\n\r\n");
  ASSERT_TRUE(connection.AwaitRequest(Going));
  EXPECT_EQ(Read(connection, 7), "A\r\nB: c");
  EXPECT_EQ(Read(connection, 1), "no more");
  EXPECT_EQ(connection.fault(), Connection::Fault::kLineEnd);
}

TEST_F(ConnectionTest, LetsTheClientReadWhatWasAnswered) {
  std::string received;
  std::thread client;
  {
    Connection connection(socket(), kPatient);
    Send("aa");
    ASSERT_TRUE(connection.AwaitRequest(Going));
    EXPECT_EQ(Read(connection, 1), "a");
    EXPECT_TRUE(connection.Write("answer", 6));
    client = std::thread([&] {
      Send("more");
      received = Receive();
      End();
    });
    connection.End();
  }
  client.join();
  EXPECT_EQ(received, "answer");
}

}  // namespace
}  // namespace dssearch::server
