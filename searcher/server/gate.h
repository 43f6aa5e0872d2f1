#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace dssearch::server {

/// Lets some in at the same time, lets some more wait, and turns the rest
/// away. Thread-safe.
class Gate {
 public:
  /// `inside` at once; `waiting` more wait, for `patience` at most.
  Gate(std::size_t inside, std::size_t waiting, std::chrono::milliseconds patience)
      : free_(inside), may_wait_(waiting), patience_(patience) {}

  /// A place inside, given back with it; false where one was turned away.
  class Pass {
   public:
    explicit Pass(Gate& gate) : gate_(gate), inside_(gate.Enter()) {}
    ~Pass() {
      if (inside_) gate_.Leave();
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    explicit operator bool() const { return inside_; }

   private:
    Gate& gate_;
    bool inside_;
  };

  /// How many wait at the moment.
  std::size_t Waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  bool Enter() {
    std::unique_lock lock(mutex_);
    if (free_ == 0) {
      if (waiting_ >= may_wait_) return false;
      ++waiting_;
      const bool freed = freed_.wait_for(lock, patience_, [this] { return free_ > 0; });
      --waiting_;
      if (!freed) return false;
    }
    --free_;
    return true;
  }

  void Leave() {
    {
      const std::lock_guard lock(mutex_);
      ++free_;
    }
    freed_.notify_one();
  }

  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t free_;  ///< Places inside.
  const std::size_t may_wait_;
  std::size_t waiting_ = 0;
  const std::chrono::milliseconds patience_;
};

}  // namespace dssearch::server
