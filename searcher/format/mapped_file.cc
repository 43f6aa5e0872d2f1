#include "searcher/format/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <map>
#include <mutex>
#include <new>
#include <system_error>
#include <tuple>

#include "searcher/format/damage.h"

namespace dssearch::format {

namespace {

// The files that are mapped. An inode is not used anew while a mapping holds it.
using FileKey = std::tuple<dev_t, ino_t, off_t>;
struct MappedFiles {
  std::mutex mutex;
  std::map<FileKey, std::weak_ptr<const MappedFile>> files;
};

// Never destroyed, since a reader may be when the program ends.
MappedFiles& AllMapped() {
  static MappedFiles& all = *new MappedFiles;
  return all;
}

}  // namespace

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
    const std::lock_guard lock(AllMapped().mutex);
    auto& files = AllMapped().files;
    std::erase_if(files, [](const auto& one) { return one.second.expired(); });
    std::weak_ptr<const MappedFile>& known = files[{info.st_dev, info.st_ino, info.st_size}];
    if (std::shared_ptr<const MappedFile> mapped = known.lock()) {
      ::close(file);
      return mapped;
    }
    const auto size = static_cast<std::size_t>(info.st_size);
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapped != MAP_FAILED) {
      opened->mapped_ = mapped;
      opened->bytes_ = {static_cast<const char*>(mapped), size};
      known = opened;
    } else if (errno == ENOMEM) {
      ::close(file);
      throw std::bad_alloc();
    }
  }
  if (file >= 0) ::close(file);
  return opened;
}

}  // namespace dssearch::format
