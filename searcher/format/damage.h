#pragma once

#include <new>
#include <string>
#include <system_error>

#include "dssearch/error.h"

namespace dssearch::format {

/// What helps where an index cannot be read.
inline constexpr const char* kRebuildHint =
    "rebuild the index: dsindex --rebuild --index INDEX PATH";

/// Throws Error kIndexCorrupt: "the index is damaged: WHAT".
[[noreturn]] inline void FailDamaged(const std::string& what) {
  throw Error(ErrorCode::kIndexCorrupt, "the index is damaged: " + what, kRebuildHint);
}

/// Throws Error kIo where `error` says that the file or folder `path` may not be read, and
/// std::bad_alloc where there is no memory to read it, which is no damage.
inline void FailIfDenied(const std::error_code& error, const std::string& path) {
  if (error == std::errc::not_enough_memory) throw std::bad_alloc();
  if (error == std::errc::too_many_files_open || error == std::errc::too_many_files_open_in_system)
    throw Error(ErrorCode::kIo, "cannot read '" + path + "': " + error.message(),
                "allow more open files: ulimit -n");
  if (error == std::errc::permission_denied)
    throw Error(ErrorCode::kIo, "cannot read '" + path + "': " + error.message(),
                "check its permissions");
}

}  // namespace dssearch::format
