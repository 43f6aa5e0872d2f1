#include "searcher/format/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace dssearch::format {
namespace {

// An open file, closed at the end.
struct OpenFile {
  explicit OpenFile(const std::string& path)
      : descriptor(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
  ~OpenFile() {
    if (descriptor >= 0) ::close(descriptor);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int descriptor;
};

}  // namespace

std::optional<std::string> ReadRegularFile(const std::string& path, std::size_t max_bytes,
                                           std::error_code& error) {
  const auto fail = [&error](int code) {
    error.assign(code, std::generic_category());
    return std::nullopt;
  };
  error.clear();
  const OpenFile file(path);
  struct stat info {};
  if (file.descriptor < 0 || ::fstat(file.descriptor, &info) != 0) return fail(errno);
  if (!S_ISREG(info.st_mode) || info.st_size > static_cast<off_t>(max_bytes)) return fail(ENOTSUP);
  std::string content(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t size = 0;
  while (size < content.size()) {
    const ssize_t read = ::read(file.descriptor, &content[size], content.size() - size);
    if (read < 0) return fail(errno);
    if (read == 0) break;  // It has become shorter.
    size += static_cast<std::size_t>(read);
  }
  content.resize(size);
  return content;
}

}  // namespace dssearch::format
