#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace dssearch::server {

/// The server's end of a TCP connection, read request by request. Bytes that were read beyond the
/// end of a request belong to the next one. A request that comes too slowly, is too long or has
/// broken line ends is a fault. For one thread.
class Connection {
 public:
  using Milliseconds = std::chrono::milliseconds;

  struct Limits {
    Milliseconds idle;          ///< The longest wait for the next request.
    Milliseconds pause;         ///< The longest wait for the next bytes to arrive, or to be taken.
    Milliseconds request;       ///< The longest time from the first byte of a request to its last.
    std::size_t request_bytes;  ///< The longest request, headers and body.
    Milliseconds skip;          ///< How long End reads what the client still sends,
    std::size_t skip_bytes;     ///< and how much of it.
  };

  /// Owns `socket` from now on, and closes it in the destructor.
  Connection(int socket, const Limits& limits);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Waits until a request begins. Returns false where none does: the client has gone or is idle
  /// for too long, or `stopping`, which is asked ten times a second, returns true.
  bool AwaitRequest(const std::function<bool()>& stopping);

  /// Reads up to `size` bytes of the request. Returns how many; 0 where the client has shut down
  /// its side, -1 where the request has a fault.
  std::ptrdiff_t Read(char* to, std::size_t size);

  /// Why the rest of a request is not read.
  enum class Fault {
    kNone,
    kTooSlow,  ///< It exceeds the limits `pause` or `request`.
    kTooLong,  ///< It exceeds the limit `request_bytes`.
    kLineEnd,  ///< A line of its headers ends without a carriage return. Servers differ in how they
               ///< read such a line, which attackers use (request smuggling).
  };
  Fault fault() const { return fault_; }

  /// Sends bytes, and returns whether all were sent. After a failure nothing more is sent and no
  /// request awaited. A client that has shut down its own side may still be sent an answer.
  bool Write(const char* from, std::size_t size);

  /// Shuts down this side after the last answer, then reads and drops what the client still sends,
  /// since closing a socket with unread bytes would reset the connection before the client has its
  /// answer.
  void End();

  int socket() const { return socket_; }

  /// The address and port of the client: {"127.0.0.1", 50412}. Empty and 0 where they are unknown.
  struct Peer {
    std::string address = {};
    int port = 0;
  };
  const Peer& peer() const { return peer_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool Fill();
  bool IsPlausible(char next);

  int socket_;
  Limits limits_;
  Peer peer_;
  bool broken_ = false;  ///< Sending has failed.
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  ///< [begin_, end_) of `buffer_` was received and not yet read.
  std::size_t end_ = 0;
  Clock::time_point until_ = {};  ///< The time by which the whole request must have arrived.
  std::size_t left_ = 0;          ///< Bytes that the request may still have.
  bool in_head_ = true;           ///< The headers have not ended yet.
  std::size_t line_ = 0;          ///< Bytes of the current header line so far.
  char before_ = '\0';            ///< The last byte of that line.
  Fault fault_ = Fault::kNone;
};

}  // namespace dssearch::server
