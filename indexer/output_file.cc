#include "indexer/output_file.h"

#include <filesystem>
#include <iostream>
#include <system_error>

#include "dssearch/error.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void Fail(const std::string& path) {
  throw Error(ErrorCode::kIo,
              path == "-" ? "the results cannot be written" : "cannot write '" + path + "'",
              "is the disk full?");
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path), out_(&std::cout) {
  if (path == "-") return;
  std::error_code ignored;
  const bool is_device = fs::exists(path, ignored) && !fs::is_regular_file(path, ignored);
  if (!is_device) {
    temporary_ = path + ".tmp";
    // What is left of a run that was killed, or a link, which must not lose the file it leads to.
    fs::remove(temporary_, ignored);
  }
  file_.open(is_device ? path : temporary_, std::ios::binary | std::ios::trunc);
  if (!file_)
    throw Error(ErrorCode::kIo, "cannot write '" + path + "'",
                "name a file in a folder that you may write to");
  out_ = &file_;
}

OutputFile::~OutputFile() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove(temporary_, ignored);
}

void OutputFile::Write(std::string_view text) {
  *out_ << text;
  if (!*out_) Fail(path_);
}

void OutputFile::Close() {
  out_->flush();
  if (!*out_) Fail(path_);
  if (temporary_.empty()) return;
  file_.close();
  std::error_code error;
  if (file_) fs::rename(temporary_, path_, error);
  if (!file_ || error) Fail(path_);
  temporary_.clear();
}

}  // namespace dssearch::indexer
