#include "indexer/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dssearch/error.h"

namespace dssearch::indexer {
namespace {

[[noreturn]] void Fail(const std::string& path) {
  throw Error(ErrorCode::kIo,
              path == "-" ? "the results cannot be written" : "cannot write '" + path + "'",
              "is the disk full?");
}

}  // namespace

OutputFile::OutputFile(const std::string& path, Other other) : path_(path) {
  if (path == "-") return;
  struct stat info {};
  const bool is_other = ::lstat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
  if (is_other && other == Other::kRefused)
    throw Error(ErrorCode::kIo, "'" + path + "' is no file of dsindex", "remove it");
  if (!is_other) {
    temporary_ = path + ".tmp";
    // What is left of a run that was killed, or a link, which must not lose the file it leads to.
    ::unlink(temporary_.c_str());
  }
  const int file = ::open(is_other ? path.c_str() : temporary_.c_str(),
                          O_WRONLY | O_CREAT | O_CLOEXEC | (is_other ? O_TRUNC : O_EXCL), 0666);
  if (file >= 0) file_.reset(::fdopen(file, "wb"));
  if (!file_)
    throw Error(ErrorCode::kIo, "cannot write '" + path + "'",
                "name a file in a folder that you may write to");
  if (!is_other) uncommitted_.Add(temporary_);
  out_ = file_.get();
}

void OutputFile::Write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), out_) != text.size()) Fail(path_);
}

void OutputFile::Flush() {
  if (std::fflush(out_) != 0) Fail(path_);
}

void OutputFile::Close() {
  Flush();
  if (file_ && std::fclose(file_.release()) != 0) Fail(path_);
  if (temporary_.empty()) return;
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) Fail(path_);
  uncommitted_.Release();
}

}  // namespace dssearch::indexer
