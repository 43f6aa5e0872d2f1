#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/uncommitted.h"

namespace dssearch::indexer {

/// A text file that takes the place of the one with its name when it is complete. Not thread-safe.
/// Members throw Error kIo where it cannot be written.
class OutputFile {
 public:
  /// Where there is something else than a regular file: a pipe, a device, a link, a folder.
  enum class Other {
    kWritten,  ///< The user names it: it is written to as it is, and has what was written before
               ///< Close(), too.
    kRefused,  ///< Nobody named it: kIo.
  };

  /// "-" is standard output.
  explicit OutputFile(const std::string& path, Other other = Other::kWritten);
  /// A regular file stays as it was where Close() was not called.
  ~OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void Write(std::string_view text);
  /// Writes what is still in memory, so that Close() has nothing left that may fail for want of
  /// room.
  void Flush();
  void Close();

 private:
  std::string path_;
  std::string temporary_;  ///< What is written to before Close(); empty if that is `path_`.
  Uncommitted uncommitted_{""};
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, std::fclose};
  std::FILE* out_ = stdout;
};

}  // namespace dssearch::indexer
