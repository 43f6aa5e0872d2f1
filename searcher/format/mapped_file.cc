#include "searcher/format/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <system_error>

#include "searcher/format/damage.h"

namespace dssearch::format {

MappedFile::~MappedFile() {
  if (mapped_ != nullptr) ::munmap(mapped_, bytes_.size());
}

std::shared_ptr<const MappedFile> MappedFile::Open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) FailIfDenied({errno, std::generic_category()}, path);
  struct stat info {};
  const bool is_file = file >= 0 && ::fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  std::shared_ptr<MappedFile> opened(new MappedFile);
  if (is_file && info.st_size > 0) {
    const auto size = static_cast<std::size_t>(info.st_size);
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapped != MAP_FAILED) {
      opened->mapped_ = mapped;
      opened->bytes_ = {static_cast<const char*>(mapped), size};
    }
  }
  if (file >= 0) ::close(file);
  return opened;
}

}  // namespace dssearch::format
