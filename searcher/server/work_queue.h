#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <cstddef>
#include <new>
#include <thread>
#include <utility>
#include <vector>

#include "searcher/server/memory_reserve.h"

namespace dssearch::server {

/// Runs jobs on a fixed number of threads. Jobs beyond these wait in a queue of bounded length.
/// Thread-safe.
class WorkQueue {
 public:
  struct Limits {
    std::size_t threads = 4;                 ///< Jobs that run at the same time, at least 1.
    std::size_t waiting = 128;               ///< Jobs that may wait.
    std::chrono::milliseconds wait{10'000};  ///< A job that waited longer is told so.
  };

  /// Throws std::system_error where there are not as many threads to be had.
  explicit WorkQueue(const Limits& limits) : limits_(limits) {
    try {
      while (threads_.size() < limits.threads)
        threads_.emplace_back([this] {
          MemoryReserve reserve(MemoryReserve::Use::kUnwinding);
          context_.run();
        });
    } catch (...) {
      context_.stop();
      throw;
    }
  }

  /// Waits for the jobs that were taken.
  ~WorkQueue() { work_.reset(); }
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  /// Runs `job(bool late)` soon, where `late` is whether it waited for too long; it must not throw.
  /// False, and the job is not run, where the queue is full. Throws std::bad_alloc.
  template <typename Job>
  bool Submit(Job job) {
    if (taken_ >= limits_.threads + limits_.waiting) return false;
    ++taken_;
    try {
      boost::asio::post(context_, [this, job = std::move(job), since = Clock::now()]() mutable {
        ++running_;
        job(Clock::now() - since > limits_.wait);
        --running_;
        --taken_;
      });
    } catch (const std::bad_alloc&) {
      --taken_;
      throw;
    }
    return true;
  }

  /// How many jobs wait and run.
  std::size_t waiting() const {
    const std::size_t taken = taken_;
    const std::size_t running = running_;
    return taken > running ? taken - running : 0;
  }
  std::size_t running() const { return running_; }
  std::size_t threads() const { return limits_.threads; }

 private:
  using Clock = std::chrono::steady_clock;

  const Limits limits_;
  std::atomic<std::size_t> taken_ = 0;  ///< Those that wait and those that run.
  std::atomic<std::size_t> running_ = 0;
  boost::asio::io_context context_;
  /// So that threads wait where there are no jobs.
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      context_.get_executor()};
  std::vector<std::jthread> threads_;  ///< Each with a MemoryReserve.
};

}  // namespace dssearch::server
