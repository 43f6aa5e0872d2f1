#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include "dssearch/api.h"

namespace dssearch {

/// The kinds of errors that a program may want to tell apart. The tools turn a kind into an exit
/// status, the server into an HTTP status.
enum class DSSEARCH_API ErrorCode {
  kIndexNotFound,   ///< There is no index at the path.
  kIndexFormat,     ///< The index was written in another format or with another analyzer.
  kIndexCorrupt,    ///< Files of the index are damaged or missing.
  kIndexLocked,     ///< Another process is writing to the index.
  kInvalidRequest,  ///< The request has no meaning: "2024-13" is not a date.
  kTooExpensive,    ///< The call took longer than its budget allows.
  kCancelled,       ///< The call was asked to stop.
  kStateGone,       ///< The state of the index that was asked for has been removed.
  kIo,              ///< Reading or writing a file failed.
  kInternal,        ///< This library has a fault.
};

/// The only exception type that leaves the library. what() is one line in plain words, such as
/// "no index at 'papers.idx'"; hint() is one line that says what to do about it, or empty. A hint
/// names members of a request, or a command of dsindex, which makes and mends indexes.
class DSSEARCH_API Error : public std::runtime_error {
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
