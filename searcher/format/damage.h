#pragma once

#include <string>

#include "dssearch/error.h"

namespace dssearch::format {

/// What helps where an index cannot be read.
inline constexpr const char* kRebuildHint = "rebuild the index: dsindex --rebuild PATH";

/// Throws Error kIndexCorrupt: "the index is damaged: WHAT".
[[noreturn]] inline void FailDamaged(const std::string& what) {
  throw Error(ErrorCode::kIndexCorrupt, "the index is damaged: " + what, kRebuildHint);
}

}  // namespace dssearch::format
