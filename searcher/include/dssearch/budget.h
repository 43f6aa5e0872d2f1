#pragma once

#include <chrono>
#include <stop_token>

namespace dssearch {

/// What a call may take. A call that is beyond it throws Error: kTooExpensive after the deadline,
/// kCancelled where it was asked to stop. It is looked at some times a millisecond, so that a call
/// ends soon after, with nothing done.
///
///   searcher.Search(request, {.deadline = std::chrono::steady_clock::now() + 2s});
struct Budget {
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  std::stop_token stop = {};
};

}  // namespace dssearch
