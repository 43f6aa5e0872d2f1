#include "searcher/format/replace_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "dssearch/error.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void FailIo(const std::string& what, const std::string& path) {
  throw Error(ErrorCode::kIo, what + " '" + path + "': " + std::strerror(errno),
              "is the disk full, or the folder read-only?");
}

}  // namespace

std::string TemporaryPath(const std::string& path) { return path + ".tmp"; }

void ReplaceFile(const std::string& path, const std::string& content) {
  PrepareFile(path, content);
  PutInPlace(path);
}

void PrepareFile(const std::string& path, const std::string& content) {
  const std::string temporary = TemporaryPath(path);
  // What is left of a run that was killed, or a link, which must not lose the file it leads to.
  ::unlink(temporary.c_str());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) FailIo("cannot write", temporary);
  std::size_t done = 0;
  // The reason why not all is written is known when the rest is tried.
  for (ssize_t n = 0; done < content.size(); done += static_cast<std::size_t>(n))
    if ((n = ::write(file, content.data() + done, content.size() - done)) <= 0) break;
  const bool written = done == content.size() && ::fsync(file) == 0;
  const int reason = errno;
  if (::close(file) != 0 || !written) {
    ::unlink(temporary.c_str());
    errno = reason;
    FailIo("cannot write", temporary);
  }
}

void PutInPlace(const std::string& path) {
  const std::string temporary = TemporaryPath(path);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    const int why = errno;
    ::unlink(temporary.c_str());
    errno = why;
    FailIo("cannot replace", path);
  }
  const int folder =
      ::open(fs::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
}

}  // namespace dssearch::format
