#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>

namespace dssearch::indexer {

/// Shows how far a run is on standard error: on a terminal in one line that is written anew ten
/// times a second, elsewhere in a line every five seconds. Not thread-safe.
class Progress {
 public:
  enum class Mode {
    kAuto,  ///< Show progress if standard error is a terminal.
    kAlways,
    kNever,
  };

  explicit Progress(Mode mode);

  /// The state of a whole run, over all of its paths.
  struct State {
    std::size_t records = 0;
    std::size_t rejects = 0;
    std::uint64_t bytes = 0;        ///< Bytes read of the files, as they are on disk.
    std::uint64_t total_bytes = 0;  ///< Bytes of all files; 0 where that is not known.
  };

  /// Whether anything is shown.
  bool enabled() const { return enabled_; }

  /// Shows a state, unless another one was shown a moment ago.
  void Update(const State& state);

  /// The line that shows a state `seconds` after the beginning: "3,007 records, 4.7 MB, 0.9 MB/s,
  /// 0:05 to go". The time to go is estimated by the rate so far, and no line says more than the
  /// one before it.
  std::string LineOf(const State& state, double seconds);

  /// Shows that the papers are being merged.
  void ShowMerging(std::size_t records);

  /// Removes the line from the terminal, to make way for other output.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  void Print(const char* line);

  bool enabled_ = false;
  bool terminal_ = false;
  bool line_open_ = false;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
  double least_left_ = std::numeric_limits<double>::infinity();  ///< Seconds, shown last.
};

}  // namespace dssearch::indexer
