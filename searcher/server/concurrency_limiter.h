#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace dssearch::server {

/// Bounds how many requests search at the same time. Requests beyond the bound wait in a queue of
/// bounded length, and those that find the queue full or wait too long are refused. Thread-safe.
class ConcurrencyLimiter {
 public:
  /// Lets `max_running` requests run at the same time and `max_queued` more wait, each for
  /// `queue_timeout` at most. With both at 0 every request is refused.
  ConcurrencyLimiter(std::size_t max_running, std::size_t max_queued,
                     std::chrono::milliseconds queue_timeout)
      : free_(max_running), max_queued_(max_queued), queue_timeout_(queue_timeout) {}

  /// The right of one request to run, which ends with the object:
  ///
  ///   const ConcurrencyLimiter::Permit permit(limiter);  // Blocks while the request waits.
  ///   if (!permit) return ServiceUnavailable();
  class Permit {
   public:
    explicit Permit(ConcurrencyLimiter& limiter)
        : limiter_(limiter), acquired_(limiter.Acquire()) {}
    ~Permit() {
      if (acquired_) limiter_.Release();
    }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;

    /// False where the request was refused.
    explicit operator bool() const { return acquired_; }

   private:
    ConcurrencyLimiter& limiter_;
    bool acquired_;
  };

  /// The number of requests that are waiting in the queue.
  std::size_t queued() const {
    const std::lock_guard lock(mutex_);
    return queued_;
  }

 private:
  bool Acquire() {
    std::unique_lock lock(mutex_);
    if (free_ == 0) {
      if (queued_ >= max_queued_) return false;
      ++queued_;
      const bool released = released_.wait_for(lock, queue_timeout_, [this] { return free_ > 0; });
      --queued_;
      if (!released) return false;
    }
    --free_;
    return true;
  }

  void Release() {
    {
      const std::lock_guard lock(mutex_);
      ++free_;
    }
    released_.notify_one();
  }

  mutable std::mutex mutex_;  ///< Guards `free_` and `queued_`.
  std::condition_variable released_;
  std::size_t free_;  ///< Requests that may still begin to run.
  const std::size_t max_queued_;
  std::size_t queued_ = 0;
  const std::chrono::milliseconds queue_timeout_;
};

}  // namespace dssearch::server
