#include "searcher/server/connection.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace dssearch::server {
namespace {

constexpr std::size_t kBuffer = 16'384;
// How often an idle connection asks whether the server stops.
constexpr std::chrono::milliseconds kStopInterval{100};

// Waits until there is something to read (POLLIN), the end of the stream included, or room to write
// (POLLOUT). Returns false where neither comes in time.
bool Await(int socket, short event, std::chrono::milliseconds time) {
  pollfd polled{socket, event, 0};
  for (;;) {
    const int ready = ::poll(&polled, 1, static_cast<int>(std::max<std::int64_t>(time.count(), 0)));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

// Calls recv or send again where a signal has interrupted it.
template <typename Call>
ssize_t Uninterrupted(const Call& call) {
  for (;;) {
    const ssize_t done = call();
    if (done >= 0 || errno != EINTR) return done;
  }
}

Connection::Peer PeerOf(int socket) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (::getpeername(socket, generic, &length) != 0 ||
      ::getnameinfo(generic, length, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0 ||
      address.ss_family == AF_UNIX)
    return {};
  return {host.data(), std::stoi(port.data())};
}

}  // namespace

Connection::Connection(int socket, const Limits& limits)
    : socket_(socket), limits_(limits), peer_(PeerOf(socket)), buffer_(kBuffer) {}

Connection::~Connection() {
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
}

bool Connection::AwaitRequest(const std::function<bool()>& stopping) {
  if (broken_) return false;
  const auto idle_until = Clock::now() + limits_.idle;
  // Some clients send an empty line behind a body (RFC 9112, 2.2).
  const auto skip_line_ends = [this] {
    while (begin_ < end_ && (buffer_[begin_] == '\r' || buffer_[begin_] == '\n')) ++begin_;
  };
  for (skip_line_ends(); begin_ == end_; skip_line_ends()) {
    // Requests that were sent before the server stopped are answered.
    const bool last = stopping() || Clock::now() >= idle_until;
    if (Await(socket_, POLLIN, last ? Milliseconds(0) : kStopInterval)) {
      if (!Fill()) return false;
    } else if (last) {
      return false;
    }
  }
  until_ = Clock::now() + limits_.request;
  left_ = limits_.request_bytes;
  in_head_ = true;
  line_ = 0;
  return true;
}

std::ptrdiff_t Connection::Read(char* to, std::size_t size) {
  if (fault_ != Fault::kNone) return -1;
  if (begin_ == end_) {
    const auto time = std::chrono::ceil<Milliseconds>(until_ - Clock::now());
    if (time <= Milliseconds(0) || !Await(socket_, POLLIN, std::min(time, limits_.pause))) {
      fault_ = Fault::kTooSlow;
      return -1;
    }
    if (!Fill()) return 0;
  }
  std::size_t taken = 0;
  for (; taken < size && begin_ < end_; ++taken, ++begin_) {
    const char next = buffer_[begin_];
    if (taken == left_) fault_ = Fault::kTooLong;
    if (in_head_ && !IsPlausible(next)) fault_ = Fault::kLineEnd;
    if (fault_ != Fault::kNone) return -1;
    to[taken] = next;
  }
  left_ -= taken;
  return static_cast<std::ptrdiff_t>(taken);
}

// Whether the headers may go on with this byte: a line feed follows a carriage return.
bool Connection::IsPlausible(char next) {
  if (next != '\n') {
    ++line_;
    before_ = next;
    return true;
  }
  if (line_ == 0 || before_ != '\r') return false;
  in_head_ = line_ > 1;
  line_ = 0;
  return true;
}

bool Connection::Write(const char* from, std::size_t size) {
  while (size > 0 && !broken_) {
    broken_ = !Await(socket_, POLLOUT, limits_.pause);
    if (broken_) break;
    const ssize_t sent =
        Uninterrupted([&] { return ::send(socket_, from, size, MSG_NOSIGNAL | MSG_DONTWAIT); });
    if (sent < 0 && errno == EAGAIN) continue;
    broken_ = sent < 0;
    if (broken_) break;
    from += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return !broken_;
}

void Connection::End() {
  ::shutdown(socket_, SHUT_WR);
  const auto until = Clock::now() + limits_.skip;
  std::size_t skipped = 0;
  do {
    skipped += end_ - begin_;
    const auto left = std::chrono::ceil<Milliseconds>(until - Clock::now());
    if (left <= Milliseconds(0) || !Await(socket_, POLLIN, left)) return;
  } while (skipped < limits_.skip_bytes && Fill());
}

// Receives bytes into the buffer, all of which was read. Returns false at the end of the stream.
bool Connection::Fill() {
  begin_ = end_ = 0;
  const ssize_t got =
      Uninterrupted([&] { return ::recv(socket_, buffer_.data(), buffer_.size(), 0); });
  if (got <= 0) return false;
  end_ = static_cast<std::size_t>(got);
  return true;
}

}  // namespace dssearch::server
