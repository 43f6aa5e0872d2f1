#include "searcher/server/work_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "searcher/server/memory_reserve.h"

namespace dssearch::server {

WorkQueue::WorkQueue(const Limits& limits) : limits_(limits) {
  while (threads_.size() < limits.threads)
    threads_.emplace_back([this](const std::stop_token& stop) { Run(stop); });
}

std::size_t WorkQueue::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_;
}

std::size_t WorkQueue::running() const {
  const std::lock_guard lock(mutex_);
  return running_;
}

bool WorkQueue::Submit(const std::string& client, Job job) {
  std::list<Waiting> added;
  added.push_back({std::move(job), Clock::now()});
  std::list<Waiting> refused;
  {
    const std::lock_guard lock(mutex_);
    const bool is_full = waiting_ + running_ >= limits_.threads + limits_.waiting;
    auto most = jobs_.end();
    if (is_full) {
      most = std::max_element(jobs_.begin(), jobs_.end(), [](const auto& a, const auto& b) {
        return a.second.size() < b.second.size();
      });
      const auto own = jobs_.find(client);
      const std::size_t of_client = own == jobs_.end() ? 0 : own->second.size();
      if (most == jobs_.end() || most->second.size() <= of_client + 1) return false;
    }
    std::list<Waiting>& jobs = jobs_[client];  // Throws before anything has changed.
    if (is_full) {
      refused.splice(refused.end(), most->second, std::prev(most->second.end()));
    } else {
      ++waiting_;
    }
    jobs.splice(jobs.end(), added);
  }
  ready_.notify_one();
  for (const Waiting& waiting : refused) waiting.job(true);
  return true;
}

void WorkQueue::Run(const std::stop_token& stop) {
  const MemoryReserve reserve(MemoryReserve::Use::kUnwinding);
  std::unique_lock lock(mutex_);
  while (ready_.wait(lock, stop, [this] { return !jobs_.empty(); })) {
    const auto client = next_ == jobs_.end() ? jobs_.begin() : next_;
    next_ = std::next(client);
    std::list<Waiting> first;
    first.splice(first.end(), client->second, client->second.begin());
    if (client->second.empty()) jobs_.erase(client);
    --waiting_;
    ++running_;
    lock.unlock();
    first.front().job(Clock::now() - first.front().since > limits_.wait);
    first.clear();
    lock.lock();
    --running_;
  }
}

}  // namespace dssearch::server
