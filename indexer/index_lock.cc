#include "indexer/index_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/stub.h"

namespace dssearch::indexer {

IndexLock::IndexLock(const std::string& index) : index_(index) {
  const std::string path = index + "/lock";
  // Neither the file that a link leads to, or that has another name, is written to, nor is a pipe
  // waited for.
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
  struct stat info {};
  if ((file_ < 0 && errno == ELOOP) ||
      (file_ >= 0 && (::fstat(file_, &info) != 0 || !S_ISREG(info.st_mode) || info.st_nlink > 1))) {
    if (file_ >= 0) ::close(file_);
    throw Error(ErrorCode::kIo, "'" + path + "' is no file of dsindex", "remove it");
  }
  if (file_ < 0)
    throw Error(ErrorCode::kIo, "cannot write to '" + index + "': " + std::strerror(errno),
                "name a folder that you may write to");
  std::array<char, 256> buffer{};
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const ssize_t size = ::read(file_, buffer.data(), buffer.size() - 1);
    std::string holder(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    ::close(file_);
    while (holder.ends_with('\n')) holder.pop_back();
    if (!holder.empty()) holder = " (" + holder + ")";
    throw Error(ErrorCode::kIndexLocked, "another writer holds '" + index + "'" + holder,
                "wait until it is done, then try again");
  }
  // The run that held it before may have removed it since.
  if (::fstat(file_, &info) == 0 && info.st_nlink == 0) {
    ::close(file_);
    throw Error(ErrorCode::kIndexLocked, "another writer has just ended in '" + index + "'",
                "try again");
  }
  std::array<char, 128> host{};
  ::gethostname(host.data(), host.size() - 1);
  const std::string holder = "process " + std::to_string(::getpid()) + " on " + host.data() + '\n';
  // Only for the message above; the lock holds without it.
  if (::ftruncate(file_, 0) == 0) {
    [[maybe_unused]] const ssize_t written = ::pwrite(file_, holder.data(), holder.size(), 0);
  }
}

IndexLock::~IndexLock() {
  std::error_code ignored;
  if (!std::filesystem::exists(format::StubPath(index_), ignored) && !format::HasLostStub(index_))
    std::filesystem::remove(index_ + "/lock", ignored);
  ::close(file_);
}

}  // namespace dssearch::indexer
