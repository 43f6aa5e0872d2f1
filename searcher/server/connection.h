#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace dssearch::server {

/// A client's connection, request by request: what was read beyond one is the
/// beginning of the next, and none may take too long to come. For one thread.
class Connection {
 public:
  using Milliseconds = std::chrono::milliseconds;

  struct Limits {
    Milliseconds idle;          ///< Between two requests.
    Milliseconds pause;         ///< For the next bytes to come, or to go.
    Milliseconds request;       ///< From the first byte of a request to its last one.
    std::size_t request_bytes;  ///< Of a request, head and body.
    Milliseconds skip;          ///< To read what nobody wants, so that the client
    std::size_t skip_bytes;     ///< gets to read what was answered.
  };

  /// Takes the socket, and closes it at the end.
  Connection(int socket, const Limits& limits);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Waits for a request to begin. False where none does: the client is gone or
  /// says nothing, or `stopping` says that the server ends.
  bool AwaitRequest(const std::function<bool()>& stopping);

  /// Reads up to `size` bytes; 0 where the client has ended its side, -1 where there
  /// is a fault.
  std::ptrdiff_t Read(char* to, std::size_t size);

  /// Why a request is not read to its end.
  enum class Fault {
    kNone,
    kTooSlow,
    kTooLong,
    kLineEnd,  ///< A line of its head ends without a carriage return, where readers differ.
  };
  Fault fault() const { return fault_; }

  /// Whether all was sent; once it was not, nothing more is, and no request awaited.
  /// A client may have ended its own side before.
  bool Write(const char* from, std::size_t size);

  /// Ends this side after the last answer, and waits a while for the client to do so.
  void End();

  int socket() const { return socket_; }

  /// The client's address and port.
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
  bool broken_ = false;  ///< Something could not be sent.
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  ///< What was read and is not yet asked for: [begin_, end_).
  std::size_t end_ = 0;
  Clock::time_point until_ = {};  ///< When the request must be there.
  std::size_t left_ = 0;          ///< Bytes that it may still have.
  bool in_head_ = true;           ///< And not in its body.
  std::size_t line_ = 0;          ///< Bytes of the line of its head, so far.
  char before_ = '\0';            ///< The last of them.
  Fault fault_ = Fault::kNone;
};

}  // namespace dssearch::server
