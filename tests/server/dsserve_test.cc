// The program dsserve: signals, and what the system does not give it.

#include "tests/testing/dsserve.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/server_fixture.h"

namespace dssearch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::Client;
using testing::Dsserve;
using testing::Reply;

// Papers whose export is 6 MB, more than waits in sockets.
const testing::TestIndex& Index() {
  static const testing::TestIndex index([] {
    std::vector<Paper> papers;
    for (int i = 0; i < 1500; ++i) {
      std::string summary;
      while (summary.size() < 4000)
        summary += "a paper of retrieval " + std::to_string(i % 100) + " ";
      papers.push_back(testing::Make("p" + std::to_string(i), "Paper " + std::to_string(i), "2024",
                                     {"Ada Lovelace"}, summary));
    }
    return papers;
  }());
  return index;
}

int StatusOf(int port, const std::string& target) {
  return testing::Send(port, "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      .status;
}

TEST(DsserveSignals, DrainsAtSigterm) {
  Dsserve server(Index().path());
  Client exporting(server.port(), {.buffer = 4096});
  exporting.Send("GET /api/export?format=ids&limit=1 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(exporting.ReceiveReply().status, 200);
  exporting.Send("GET /api/export?format=jsonl HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(exporting.Receive(12), "HTTP/1.1 200");
  Client idle(server.port());
  idle.Send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(idle.ReceiveReply().status, 200);
  Client half(server.port());
  half.Send("GET /api/search?q=retrieval HTTP/1.1\r\nHo");
  std::this_thread::sleep_for(milliseconds(50));

  server.Signal(SIGTERM);
  EXPECT_TRUE(idle.IsClosed());
  EXPECT_EQ(server.Wait(milliseconds(200)), -1);
  EXPECT_EQ(StatusOf(server.port(), "/healthz"), 0);
  half.Send("st: a\r\n\r\n");
  EXPECT_EQ(half.ReceiveReply().status, 200);
  const std::string rest = exporting.ReceiveAll();
  EXPECT_GT(rest.size(), 6'000'000U);
  EXPECT_TRUE(rest.ends_with("\r\n0\r\n\r\n"));
  EXPECT_EQ(server.Wait(seconds(10)), 0);
  EXPECT_EQ(server.Log().find("ends while"), std::string::npos);
  EXPECT_NE(server.Log().find("\"GET /api/export?format=jsonl HTTP/1.1\" 200"), std::string::npos);
}

TEST(DsserveSignals, IgnoresSighup) {
  Dsserve server(Index().path());
  server.Signal(SIGHUP);
  EXPECT_EQ(StatusOf(server.port(), "/healthz"), 200);
  EXPECT_TRUE(server.is_running());
  server.Signal(SIGINT);
  EXPECT_EQ(server.Wait(), 0);
}

// A server whose log goes into a pipe.
struct PipedLog {
  explicit PipedLog(const std::string& index) {
    const std::string command =
        "echo $$; exec '" DSSEARCH_DSSERVE "' --port 0 --index '" + index + "' 2>&1";
    log = ::popen(command.c_str(), "r");
    std::array<char, 1024> line{};
    pid = std::stoi(std::fgets(line.data(), line.size(), log));
    const std::string serves = std::fgets(line.data(), line.size(), log);
    port = std::stoi(serves.substr(serves.find(':', serves.find("://") + 3) + 1));
  }
  // The exit status.
  int End() {
    ::kill(pid, SIGTERM);
    return ::pclose(log);
  }

  std::FILE* log = nullptr;
  pid_t pid = 0;
  int port = 0;
};

TEST(DsserveLog, NeedsNoReader) {
  PipedLog server(Index().path());
  // A pipe has room for 64 kB.
  const std::string target = "/healthz?" + std::string(4000, 'a');
  for (int i = 0; i < 50; ++i) ASSERT_EQ(StatusOf(server.port, target), 400) << i;
  EXPECT_EQ(server.End(), 0);
}

TEST(DsserveLog, MayLoseItsReader) {
  PipedLog server(Index().path());
  const int null = ::open("/dev/null", O_RDONLY);
  ::dup2(null, ::fileno(server.log));
  ::close(null);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(StatusOf(server.port, "/healthz"), 200);
  EXPECT_EQ(server.End(), 0);
}

// Many connections of an attacker who opens each anew that the server closes.
class Flood {
 public:
  Flood(int port, std::size_t connections, const std::string& bytes) {
    for (std::size_t i = 0; i < connections; ++i) clients_.emplace_back(port).Send(bytes);
  }
  void Renew(int port, const std::string& bytes) {
    for (Client& client : clients_)
      if (client.IsClosed(milliseconds(0))) {
        client = Client(port);
        client.Send(bytes);
      }
  }

 private:
  std::vector<Client> clients_;
};

// Whether a server does nothing in the end: one that spins takes all of each of these times.
bool ComesToRest(const Dsserve& server) {
  for (int tries = 0; tries < 20; ++tries) {
    const double before = server.ProcessorSeconds();
    std::this_thread::sleep_for(milliseconds(300));
    if (server.ProcessorSeconds() - before <= .05) return true;
  }
  return false;
}

class DsserveFiles : public ::testing::TestWithParam<const char*> {};

TEST_P(DsserveFiles, AnswersWhenTheyRunOut) {
  const std::string half = GetParam();
  Dsserve server(Index().path(), "--quiet --threads 2", "ulimit -n 64");
  ASSERT_NE(server.port(), 0) << server.Log();
  {
    Flood flood(server.port(), 100, half);
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(StatusOf(server.port(), "/api/search?q=paper+" + std::to_string(i)), 200);
      flood.Renew(server.port(), half);
    }
    // Half of the files are for connections, and some more are open anyway.
    EXPECT_LT(server.OpenFiles(), 60U);
    EXPECT_TRUE(ComesToRest(server));
  }
  // Its connections end one after the other.
  int tries = 100;
  while (StatusOf(server.port(), "/?q=paper") != 200 && tries > 0) --tries;
  EXPECT_GT(tries, 0);
}

INSTANTIATE_TEST_SUITE_P(Connections, DsserveFiles,
                         ::testing::Values("", "GET /api/sear",
                                           "POST /api/search HTTP/1.1\r\nHost: a\r\n"
                                           "Content-Length: 60000\r\n\r\n{"));

// Where not even one more can be opened, accepting pauses.
TEST(DsserveAccept, PausesWhereNoneCanBeOpened) {
  Dsserve server(Index().path(), "--quiet --threads 2");
  EXPECT_EQ(StatusOf(server.port(), "/api/search?q=paper"), 200);
  std::vector<Client> answered;
  for (int i = 0; i < 10; ++i) {
    Client& client = answered.emplace_back(server.port(), Client::Options{.buffer = 4096});
    client.Send("GET /api/export?format=jsonl HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.Receive(12), "HTTP/1.1 200");
  }
  rlimit files{};
  ASSERT_EQ(::prlimit(server.pid(), RLIMIT_NOFILE, nullptr, &files), 0);
  const rlimit none{.rlim_cur = 10, .rlim_max = files.rlim_max};
  ASSERT_EQ(::prlimit(server.pid(), RLIMIT_NOFILE, &none, nullptr), 0);
  std::vector<Client> clients;
  for (int i = 0; i < 20; ++i) {
    clients.emplace_back(server.port());
    clients.back().Send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  EXPECT_TRUE(ComesToRest(server));
  ASSERT_EQ(::prlimit(server.pid(), RLIMIT_NOFILE, &files, nullptr), 0);
  for (Client& client : clients) EXPECT_EQ(client.ReceiveReply().status, 200);
}

}  // namespace
}  // namespace dssearch
