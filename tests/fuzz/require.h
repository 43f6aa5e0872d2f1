#pragma once

#include <cstdio>
#include <cstdlib>

namespace dssearch::testing {

/// Ends the program as a crash does where something does not hold, so that
/// libFuzzer keeps the input.
inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "this does not hold: %s\n", what);
  std::abort();
}

}  // namespace dssearch::testing
