#pragma once

#include <fstream>
#include <ostream>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// A text file that takes the place of the one with its name when it is complete. Not thread-safe.
/// Members throw Error kIo where it cannot be written.
class OutputFile {
 public:
  /// "-" is standard output; it, a pipe or a device has what was written before Close(), too.
  explicit OutputFile(const std::string& path);
  /// The file of that name stays as it was where Close() was not called.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void Write(std::string_view text);
  void Close();

 private:
  std::string path_;
  std::string temporary_;  ///< The path that is written to before Close(); empty after it.
  std::ofstream file_;
  std::ostream* out_;
};

}  // namespace dssearch::indexer
