#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::format {

/// The bytes of a file, memory-mapped, or of a string. Immutable; may be shared by threads.
class MappedFile {
 public:
  /// Maps a regular file, which this process maps once however often it is opened. Empty where
  /// there is none or it cannot be read, which no file of an index is. Throws Error kIo where it
  /// may not be read. Thread-safe.
  static std::shared_ptr<const MappedFile> Open(const std::string& path);

  explicit MappedFile(std::string bytes) : owned_(std::move(bytes)), bytes_(owned_) {}
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return bytes_; }

 private:
  MappedFile() = default;

  std::string owned_;
  void* mapped_ = nullptr;
  std::string_view bytes_;
};

}  // namespace dssearch::format
