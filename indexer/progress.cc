#include "indexer/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

namespace dssearch::indexer {
namespace {

// How often progress is shown: on a terminal it moves, and a log is not filled with it.
constexpr std::chrono::milliseconds kOnTerminal{100};
constexpr std::chrono::milliseconds kInLog{5000};

// A number with its digits in groups: 1,234,567.
std::string Grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

}  // namespace

Progress::Progress(Mode mode) : terminal_(::isatty(STDERR_FILENO) != 0) {
  enabled_ = mode == Mode::kAlways || (mode == Mode::kAuto && terminal_);
}

void Progress::Update(const State& state) {
  if (!enabled_) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < (terminal_ ? kOnTerminal : kInLog)) return;
  last_ = now;
  Print(LineOf(state, std::chrono::duration<double>(now - start_).count()).c_str());
}

std::string Progress::LineOf(const State& state, double seconds) {
  const double megabytes = static_cast<double>(state.bytes) / 1e6;
  std::array<char, 160> text{};
  int size = std::snprintf(text.data(), text.size(), "%s records, %.1f MB, %.1f MB/s",
                           Grouped(state.records).c_str(), megabytes, megabytes / seconds);
  std::string line(text.data(), static_cast<std::size_t>(size));
  if (state.total_bytes > state.bytes && state.bytes > 0) {
    // Time may only run out: an estimate that grows tells nobody when a run will end.
    least_left_ = std::min(
        least_left_,
        seconds * (static_cast<double>(state.total_bytes) / static_cast<double>(state.bytes) - 1));
    size = std::snprintf(text.data(), text.size(), ", %d:%02d to go",
                         static_cast<int>(least_left_) / 60, static_cast<int>(least_left_) % 60);
    line.append(text.data(), static_cast<std::size_t>(size));
  }
  if (state.rejects > 0) line += ", " + Grouped(state.rejects) + " rejected";
  return line;
}

void Progress::ShowMerging(std::size_t records) {
  if (enabled_) Print((Grouped(records) + " records read, merging").c_str());
}

void Progress::Clear() {
  if (line_open_) std::fputs("\r\033[K", stderr);
  line_open_ = false;
}

void Progress::Print(const char* line) {
  Clear();
  std::fputs(line, stderr);
  if (!terminal_) std::fputc('\n', stderr);
  std::fflush(stderr);
  line_open_ = terminal_;
}

}  // namespace dssearch::indexer
