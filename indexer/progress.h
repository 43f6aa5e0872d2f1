#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace dssearch::indexer {

/// Tells how far a run is, in one line on standard error that is written anew
/// on a terminal, and a line every few seconds elsewhere.
class Progress {
 public:
  enum class Mode { kAuto, kAlways, kNever };

  /// kAuto is to tell where standard error is a terminal.
  explicit Progress(Mode mode);

  struct State {
    std::size_t records = 0;
    std::size_t rejects = 0;
    std::uint64_t bytes = 0;  ///< Of the files, as they are on disk,
    std::uint64_t of = 0;     ///< and of all; 0 where that is not known.
  };

  /// Tells, unless it did a moment ago.
  void Update(const State& state);

  /// Tells that the papers are being merged.
  void Merging(std::size_t records);

  /// Makes way for other output.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  void Print(const char* line);

  bool shown_ = false;
  bool terminal_ = false;
  bool line_open_ = false;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace dssearch::indexer
