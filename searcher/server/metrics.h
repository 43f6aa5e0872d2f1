#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "dssearch/searcher.h"
#include "searcher/server/http.h"

namespace dssearch::server {

/// Counts what was answered, for Prometheus. Thread-safe.
class Metrics {
 public:
  void Add(const Exchange& exchange);

  /// The counts, and the state of the index, in Prometheus' text format.
  std::string Text(const IndexState& state, std::size_t queued) const;

 private:
  /// Upper ends of the buckets of the latency histogram, in seconds.
  static constexpr std::array kEnds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                       0.1,   0.25,   0.5,   1.0,  2.5,   10.0};
  struct Latency {
    std::array<std::uint64_t, kEnds.size()> buckets = {};
    std::uint64_t count = 0;
    double sum = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;  ///< By route and status.
  std::map<std::string, Latency> latencies_;                       ///< By route.
};

}  // namespace dssearch::server
