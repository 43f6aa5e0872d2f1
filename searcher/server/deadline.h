#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

namespace dssearch::server {

/// Cancels what a socket waits for when its time is over. (Beast's own streams close the socket
/// then, so that nothing could be answered.) For the thread that runs the socket's context.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  using Socket = boost::asio::generic::stream_protocol::socket;

  /// The socket must outlive this.
  explicit Deadline(Socket& socket) : state_(std::make_shared<State>(socket)) {}

  /// Sets the time anew.
  void After(Clock::duration duration) { At(Clock::now() + duration); }
  void At(Clock::time_point time) {
    state_->expired = false;
    state_->at = time;
    // Mostly it is later than it was, and the timer sees to it when it ends.
    if (!state_->armed || state_->at < state_->timer.expiry()) Arm(state_);
  }

  /// Nothing is cancelled until the next After().
  void Clear() {
    state_->expired = false;
    state_->at = Clock::time_point::max();
  }

  /// Whether the time was over before it was set anew.
  bool expired() const { return state_->expired; }

 private:
  struct State {
    explicit State(Socket& of) : socket(of), timer(of.get_executor()) {}

    Socket& socket;
    boost::asio::steady_timer timer;
    Clock::time_point at = Clock::time_point::max();
    bool armed = false;
    bool expired = false;
  };

  static void Arm(const std::shared_ptr<State>& state) {
    state->armed = true;
    state->timer.expires_at(state->at);
    // The state is gone when the deadline is.
    state->timer.async_wait([weak = std::weak_ptr(state)](const boost::system::error_code& error) {
      const std::shared_ptr<State> armed = weak.lock();
      if (!armed || error) return;
      armed->armed = false;
      if (armed->at == Clock::time_point::max()) return;
      if (Clock::now() < armed->at) return Arm(armed);
      armed->expired = true;
      boost::system::error_code ignored;
      armed->socket.cancel(ignored);
    });
  }

  std::shared_ptr<State> state_;
};

}  // namespace dssearch::server
