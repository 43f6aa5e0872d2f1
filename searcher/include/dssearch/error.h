#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace dssearch {

/// What went wrong, as far as a program needs to tell apart. Tools turn it
/// into an exit status, a server into an HTTP status.
enum class ErrorCode {
  kIndexNotFound,   ///< No index at the path.
  kIndexFormat,     ///< Written by another format version or another analyzer.
  kIndexCorrupt,    ///< Files of the index are damaged or missing.
  kIndexLocked,     ///< Another process is writing to the index.
  kInvalidRequest,  ///< The caller asked for something that has no meaning.
  kIo,              ///< Reading or writing files failed.
  kInternal,        ///< A fault of this program.
};

/// The only exception type that leaves the library.
///
/// `what()` is one line in plain words, `hint()` one line that says what to do
/// about it; the hint may be empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& what, std::string hint = {})
      : std::runtime_error(what), code_(code), hint_(std::move(hint)) {}

  ErrorCode code() const noexcept { return code_; }
  const std::string& hint() const noexcept { return hint_; }

 private:
  ErrorCode code_;
  std::string hint_;
};

}  // namespace dssearch
