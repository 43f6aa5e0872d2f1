#pragma once

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <memory>
#include <stop_token>
#include <thread>

namespace dssearch::cli {

/// Turns ctrl-C into a stop of the search that runs, so that the program can say so; where none
/// runs, and at the second time, it ends the program. One object at most, made before threads are.
class Interrupt {
 public:
  /// What a shell says of a program that SIGINT ended.
  static constexpr int kExitStatus = 130;

  Interrupt() {
    struct sigaction now = {};
    // A shell ignores it for what runs in the background.
    if (::sigaction(SIGINT, nullptr, &now) == 0 && now.sa_handler == SIG_IGN) return;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals, state = state_] {
      for (int signal = 0; sigwait(&signals, &signal) == 0;) {
        if (!state->searching || state->stop.stop_requested()) ::_exit(kExitStatus);
        state->stop.request_stop();
      }
    }).detach();
  }

  /// Runs `search(std::stop_token)`.
  template <typename Search>
  auto During(const Search& search) {
    struct Ending {
      std::atomic<bool>& searching;
      ~Ending() { searching = false; }
    } ending{state_->searching};
    state_->searching = true;
    return search(state_->stop.get_token());
  }

 private:
  struct State {
    std::stop_source stop;
    std::atomic<bool> searching = false;
  };

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace dssearch::cli
