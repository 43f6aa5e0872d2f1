#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "dssearch/searcher.h"
#include "searcher/server/http.h"

namespace dssearch::server {

/// Counts exchanges by route and status, and their latencies, for Prometheus. Thread-safe.
class Metrics {
 public:
  /// Counts one exchange.
  void Add(const Exchange& exchange);

  /// What there is beside the counts.
  struct State {
    std::optional<IndexState> index = {};  ///< Nothing where it cannot be opened.
    std::size_t cache_bytes = 0;
    std::size_t threads = 0;  ///< How many requests may search at the same time,
    std::size_t running = 0;  ///< how many do,
    std::size_t waiting = 0;  ///< and how many wait for it.
  };

  /// The counts, the state and what the process takes in Prometheus' text format.
  std::string Text(const State& state) const;

 private:
  /// The upper bounds of the buckets of the latency histograms, in seconds.
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
