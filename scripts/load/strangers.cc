// Measures how long a user of a running dsserve waits beside strangers who hold its connections,
// and prints a Markdown table:
//   strangers PORT PATHS SECONDS ROUNDS [WORDS]
// PATHS is a file of addresses, one a line, which the user asks for at a steady rate. Each row
// takes so many seconds, and a figure is the median of those of the rounds. With WORDS there are
// only rows that have these in their names. Fails with 1 where something that the user asks for
// fails, or the median is more than twice or the 99th percentile more than five times that without
// strangers. scripts/load/strangers.sh starts a server for it.

#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// The user asks for so many addresses a second, and for one in so many by a new connection, as
// browsers do that come anew.
constexpr int kRate = 50;
constexpr std::size_t kNewConnection = 5;
constexpr auto kPatience = 10s;
// Strangers come from as many addresses of this machine as are needed, 127.0.0.2 and so on.
constexpr std::size_t kStrangersOfAddress = 400;
// Until all have come.
constexpr auto kArrival = 4s;
constexpr auto kDeparture = 2s;
constexpr double kMaxMedian = 2;
constexpr double kMaxPercentile = 5;

// The user.

struct Figures {
  double median = 0;  // Milliseconds.
  double percentile = 0;
  std::size_t asked = 0;
  std::size_t failed = 0;
};

double MedianOf(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class User {
 public:
  User(unsigned short port, std::vector<std::string> paths)
      : server_(asio::ip::address_v4::loopback(), port), paths_(std::move(paths)) {}

  // Asks for addresses for some seconds, for each when it is its turn, whatever became of others.
  Figures Ask(std::chrono::seconds duration) {
    times_.clear();
    failed_ = 0;
    asio::co_spawn(context_, AskAll(duration), asio::detached);
    context_.restart();
    context_.run();
    Figures figures{.asked = times_.size() + failed_, .failed = failed_};
    if (times_.empty()) return figures;
    std::sort(times_.begin(), times_.end());
    figures.median = times_[times_.size() / 2];
    figures.percentile = times_[times_.size() * 99 / 100];
    return figures;
  }

 private:
  using Stream = std::unique_ptr<beast::tcp_stream>;

  asio::awaitable<void> AskAll(std::chrono::seconds duration) {
    asio::steady_timer turn(context_);
    const Clock::time_point start = Clock::now();
    for (int i = 0; i < kRate * duration.count(); ++i) {
      turn.expires_at(start + i * 1000ms / kRate);
      co_await turn.async_wait(kTuple);
      asio::co_spawn(context_, AskOnce(next_++, turn.expiry()), asio::detached);
    }
  }

  asio::awaitable<void> AskOnce(std::size_t number, Clock::time_point turn) {
    const bool is_new = number % kNewConnection == 0;
    const std::string& path = paths_[number % paths_.size()];
    // The server may have closed one meanwhile, as it may after a minute.
    std::erase_if(idle_, [](const Stream& stream) { return !IsIdle(stream->socket()); });
    Stream stream;
    if (!is_new && !idle_.empty()) {
      stream = std::move(idle_.back());
      idle_.pop_back();
    }
    const std::string failure = co_await Get(stream, path);
    if (failure.empty()) {
      times_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - turn).count());
      if (!is_new) idle_.push_back(std::move(stream));
    } else {
      ++failed_;
      std::fprintf(stderr, "strangers: GET %s: %s\n", path.c_str(), failure.c_str());
    }
  }

  static bool IsIdle(tcp::socket& socket) {
    char next = 0;
    return ::recv(socket.native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
           (errno == EAGAIN || errno == EWOULDBLOCK);
  }

  // Returns why there is no answer 200; nothing where there is one.
  asio::awaitable<std::string> Get(Stream& stream, const std::string& path) {
    if (!stream) {
      stream = std::make_unique<beast::tcp_stream>(context_);
      stream->expires_after(kPatience);
      const auto [error] = co_await stream->async_connect(server_, kTuple);
      if (error) co_return "connecting: " + error.message();
      stream->socket().set_option(tcp::no_delay(true));
    }
    stream->expires_after(kPatience);
    const std::string request = "GET " + path +
                                " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
                                "Accept: text/html,*/*\r\nAccept-Language: en\r\n\r\n";
    const auto [unsent, sent] = co_await asio::async_write(*stream, asio::buffer(request), kTuple);
    if (unsent) co_return "sending: " + unsent.message();
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    const auto [unread, read] = co_await http::async_read(*stream, buffer, parser, kTuple);
    if (unread) co_return "reading: " + unread.message();
    const unsigned status = parser.get().result_int();
    co_return status == 200 ? std::string() : "status " + std::to_string(status);
  }

  asio::io_context context_{1};
  const tcp::endpoint server_;
  const std::vector<std::string> paths_;
  std::size_t next_ = 0;
  std::vector<Stream> idle_;
  std::vector<double> times_;
  std::size_t failed_ = 0;
};

// The strangers.

struct Stranger {
  tcp::socket socket;
  std::deque<tcp::socket> left = {};  // Connections that were left open.
};

asio::awaitable<void> Second() {
  asio::steady_timer timer(co_await asio::this_coro::executor, 1s);
  co_await timer.async_wait(kTuple);
}

asio::awaitable<bool> Send(Stranger& stranger, std::string_view bytes) {
  const auto [error, sent] =
      co_await asio::async_write(stranger.socket, asio::buffer(bytes), kTuple);
  co_return !error;
}

// Sends the beginning of a request, and a byte a second, until the server has enough of it.
asio::awaitable<void> Drip(Stranger& stranger, std::string_view beginning) {
  bool taken = co_await Send(stranger, beginning);
  while (taken) {
    co_await Second();
    taken = co_await Send(stranger, "1");
  }
}

asio::awaitable<void> SayNothing(Stranger& stranger) {
  std::array<char, 16> buffer;
  co_await stranger.socket.async_read_some(asio::buffer(buffer), kTuple);
}

asio::awaitable<void> DripHead(Stranger& stranger) {
  return Drip(stranger, "GET /?q=a HTTP/1.1\r\nHost: localhost\r\nX-Drip: ");
}

asio::awaitable<void> DripBody(Stranger& stranger) {
  return Drip(stranger,
              "POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              "Content-Length: 60000\r\n\r\n{\"q\": \"");
}

// Asks for all papers, and reads them 256 bytes a second.
asio::awaitable<void> ReadSlowly(Stranger& stranger) {
  bool goes_on = co_await Send(stranger,
                               "GET /api/export?format=jsonl HTTP/1.1\r\nHost: localhost\r\n"
                               "Connection: close\r\n\r\n");
  std::array<char, 256> buffer;
  while (goes_on) {
    co_await Second();
    const auto [error, read] =
        co_await stranger.socket.async_read_some(asio::buffer(buffer), kTuple);
    goes_on = !error;
  }
}

asio::awaitable<void> Leave(Stranger&) { co_return; }

asio::awaitable<void> LeaveOpen(Stranger& stranger) {
  constexpr std::size_t kLeft = 2;
  stranger.left.push_back(std::move(stranger.socket));
  if (stranger.left.size() > kLeft) stranger.left.pop_front();
  co_return;
}

// What strangers do with a connection; when it is over, they connect anew after a second.
struct Attack {
  const char* name;
  asio::awaitable<void> (*behave)(Stranger&);
};

constexpr Attack kAttacks[] = {
    {"idle connections", SayNothing},
    {"half heads", DripHead},
    {"slow bodies", DripBody},
    {"slow readers of exports", ReadSlowly},
    {"connections a second, closed", Leave},
    {"connections a second, left open", LeaveOpen},
};
constexpr std::size_t kCounts[] = {100, 500, 2000};

// Attacks a server, by a thread of its own, for as long as it lives.
class Strangers {
 public:
  Strangers(const Attack& attack, std::size_t count, unsigned short port)
      : server_(asio::ip::address_v4::loopback(), port) {
    for (std::size_t i = 0; i < count; ++i)
      asio::co_spawn(context_, Live(attack, i, 1000ms * i / count), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~Strangers() {
    context_.stop();
    thread_.join();
  }
  Strangers(const Strangers&) = delete;
  Strangers& operator=(const Strangers&) = delete;

  // How many connections there were.
  std::size_t connected() const { return connected_; }

 private:
  asio::awaitable<void> Live(Attack attack, std::size_t number, Clock::duration delay) {
    asio::steady_timer arrival(context_, delay);
    co_await arrival.async_wait(kTuple);
    for (Stranger stranger{tcp::socket(context_)};;) {
      const bool is_connected = co_await Connect(stranger.socket, number);
      if (is_connected) {
        ++connected_;
        co_await attack.behave(stranger);
      }
      stranger.socket = tcp::socket(context_);
      co_await Second();
    }
  }

  asio::awaitable<bool> Connect(tcp::socket& socket, std::size_t number) {
    constexpr unsigned kFirst = 0x7F000002;  // 127.0.0.2
    const tcp::endpoint from(
        asio::ip::address_v4(kFirst + static_cast<unsigned>(number / kStrangersOfAddress)), 0);
    error_code error;
    socket.open(tcp::v4(), error);
    if (error) co_return false;
    // The port is chosen when it connects, so that those of connections that ended are free.
    const int on = 1;
    ::setsockopt(socket.native_handle(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    constexpr int kReceived = 4096;  // So that what is not read waits at the server.
    socket.set_option(asio::socket_base::receive_buffer_size(kReceived), error);
    socket.bind(from, error);
    if (error) co_return false;
    const auto [refused] = co_await socket.async_connect(server_, kTuple);
    co_return !refused;
  }

  asio::io_context context_{1};
  const tcp::endpoint server_;
  std::atomic<std::size_t> connected_ = 0;
  std::thread thread_;
};

// The table.

struct Row {
  std::string name;
  const Attack* attack = nullptr;  // Null for the user alone.
  std::size_t count = 0;
  std::vector<double> medians = {};
  std::vector<double> percentiles = {};
  std::size_t asked = 0;
  std::size_t failed = 0;
};

void Measure(Row& row, User& user, unsigned short port, std::chrono::seconds duration) {
  std::unique_ptr<Strangers> strangers;
  if (row.attack != nullptr) {
    strangers = std::make_unique<Strangers>(*row.attack, row.count, port);
    std::this_thread::sleep_for(kArrival);
  }
  const Figures figures = user.Ask(duration);
  if (strangers && strangers->connected() < row.count)
    std::fprintf(stderr, "strangers: only %zu came of %s\n", strangers->connected(),
                 row.name.c_str());
  row.medians.push_back(figures.median);
  row.percentiles.push_back(figures.percentile);
  row.asked += figures.asked;
  row.failed += figures.failed;
  strangers.reset();
  std::this_thread::sleep_for(kDeparture);
}

int Run(unsigned short port, std::vector<std::string> paths, std::chrono::seconds duration,
        int rounds, std::string_view words) {
  std::vector<Row> rows = {{"nothing"}};
  for (const Attack& attack : kAttacks)
    for (const std::size_t count : kCounts)
      rows.push_back({std::to_string(count) + " " + attack.name, &attack, count});
  std::erase_if(rows, [words](const Row& row) {
    return row.attack != nullptr && row.name.find(words) == std::string::npos;
  });
  User user(port, std::move(paths));
  user.Ask(duration);  // What it asks for first is read from disk.
  for (int round = 0; round < rounds; ++round)
    for (Row& row : rows) Measure(row, user, port, duration);

  bool holds = true;
  const double median = MedianOf(rows[0].medians);
  const double percentile = MedianOf(rows[0].percentiles);
  std::puts("| beside | median, ms | p99, ms | failed |\n|---|--:|--:|--:|");
  for (const Row& row : rows) {
    const double m = MedianOf(row.medians);
    const double p = MedianOf(row.percentiles);
    std::printf("| %s | %.1f (%.1f) | %.1f (%.1f) | %zu of %zu |\n", row.name.c_str(), m,
                m / median, p, p / percentile, row.failed, row.asked);
    holds =
        holds && m <= kMaxMedian * median && p <= kMaxPercentile * percentile && row.failed == 0;
  }
  return holds ? 0 : 1;
}

std::vector<std::string> LinesOf(const char* file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths = argc >= 5 ? LinesOf(argv[2]) : std::vector<std::string>();
  if (paths.empty()) {
    std::fputs("strangers: there is nothing to ask for\nhint: scripts/load/strangers.sh INDEX\n",
               stderr);
    return 2;
  }
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  return Run(static_cast<unsigned short>(std::atoi(argv[1])), std::move(paths),
             std::chrono::seconds(std::atoi(argv[3])), std::atoi(argv[4]), argc > 5 ? argv[5] : "");
}
