#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace dssearch::server {

/// Runs jobs of clients on a fixed number of threads. Jobs beyond these wait in a queue of bounded
/// length, and clients take turns, however many jobs one of them has. Thread-safe.
class WorkQueue {
 public:
  /// A job, which must not throw. It is told whether it comes too late to be done.
  using Job = std::function<void(bool late)>;

  struct Limits {
    std::size_t threads = 4;                 ///< Jobs that run at the same time, at least 1.
    std::size_t waiting = 128;               ///< Jobs that may wait.
    std::chrono::milliseconds wait{10'000};  ///< A job that waited longer is late.
  };

  /// Throws std::system_error where there are not as many threads to be had.
  explicit WorkQueue(const Limits& limits);
  /// Waits for the jobs that were taken.
  ~WorkQueue() = default;
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  /// Runs a job of a client soon. Where the queue is full, the newest job of the client that has
  /// the most waiting gives way and is run at once, by this thread, as one that is late. False, and
  /// the job is not run, where that client would be this one. Throws std::bad_alloc.
  bool Submit(const std::string& client, Job job);

  /// How many jobs wait and run.
  std::size_t waiting() const;
  std::size_t running() const;
  std::size_t threads() const { return limits_.threads; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Waiting {
    Job job;
    Clock::time_point since;
  };
  /// Of each client that has any, the oldest first.
  using Jobs = std::map<std::string, std::list<Waiting>>;

  void Run(const std::stop_token& stop);

  const Limits limits_;
  mutable std::mutex mutex_;
  std::condition_variable_any ready_;  ///< There is a job.
  Jobs jobs_;
  Jobs::iterator next_ = jobs_.end();  ///< Whose turn it is; the first one's at the end.
  std::size_t waiting_ = 0;
  std::size_t running_ = 0;
  std::vector<std::jthread> threads_;  ///< Each with a MemoryReserve.
};

}  // namespace dssearch::server
