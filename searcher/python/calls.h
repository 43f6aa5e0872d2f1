#pragma once

#include <pybind11/pybind11.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <optional>
#include <stop_token>

#include "dssearch/budget.h"
#include "dssearch/error.h"

namespace dssearch::python {

/// The budget of a call that may take `timeout` seconds, or any time. Throws kInvalidRequest where
/// `timeout` is no time.
inline Budget BudgetOf(std::optional<double> timeout) {
  constexpr double kForEver = 1e9;  // Of seconds; far more of them would not fit into a clock.
  Budget budget;
  if (!timeout || *timeout >= kForEver) return budget;
  if (!(*timeout >= 0))
    throw Error(ErrorCode::kInvalidRequest, "the timeout is no time",
                "a number of seconds, or None");
  budget.deadline = std::chrono::steady_clock::now() +
                    std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                        std::chrono::duration<double>(*timeout));
  return budget;
}

/// Runs `work(Budget)` without the GIL, so that threads of Python search side by side. In the main
/// thread a signal stops the work where its handler raises: ctrl-C is KeyboardInterrupt.
template <typename Work>
auto During(std::optional<double> timeout, const Work& work) {
  // Python runs handlers in the main thread alone, which therefore must not be the one that works.
  // A thread costs some 40 microseconds.
  constexpr auto kSignalsAreLookedAt = std::chrono::milliseconds(20);
  Budget budget = BudgetOf(timeout);
  const pybind11::gil_scoped_release unlocked;
  if (::gettid() != ::getpid()) return work(budget);
  std::stop_source stop;
  budget.stop = stop.get_token();
  auto result = std::async(std::launch::async, [&] { return work(budget); });
  while (result.wait_for(kSignalsAreLookedAt) != std::future_status::ready) {
    const pybind11::gil_scoped_acquire locked;
    if (PyErr_CheckSignals() == 0) continue;
    pybind11::error_already_set raised;
    stop.request_stop();
    {
      const pybind11::gil_scoped_release waiting;
      result.wait();
    }
    throw raised;
  }
  return result.get();
}

}  // namespace dssearch::python
