#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>

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

  struct State {
    std::size_t records = 0;
    std::size_t rejects = 0;
    std::uint64_t bytes = 0;        ///< Bytes read of the files, as they are on disk.
    std::uint64_t total_bytes = 0;  ///< Bytes of all files; 0 where that is not known.
  };

  /// Shows a state, unless another one was shown a moment ago.
  void Update(const State& state);

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
};

}  // namespace dssearch::indexer
