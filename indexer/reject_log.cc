#include "indexer/reject_log.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "dssearch/error.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void Fail(const std::string& path) {
  throw Error(ErrorCode::kIo, "cannot write '" + path + "'", "is the disk full?");
}

}  // namespace

RejectLog::RejectLog(const std::string& index) {
  if (index.empty()) return;
  path_ = index + "/rejects.jsonl";
  temporary_ = path_ + ".tmp";
  out_.open(temporary_, std::ios::binary | std::ios::trunc);
  if (!out_) Fail(temporary_);
}

RejectLog::~RejectLog() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove(temporary_, ignored);
}

void RejectLog::Add(const Reject& reject) {
  ++size_;
  // A table that is not understood is not understood row by row; once is enough to be shown.
  const bool shown = std::any_of(first_.begin(), first_.end(), [&](const Reject& other) {
    return reject.of_whole_file && other.where.file == reject.where.file &&
           other.reason == reject.reason;
  });
  if (first_.size() < kFirst && !shown) first_.push_back(reject);
  if (temporary_.empty()) return;
  const nlohmann::ordered_json line = {{"file", reject.where.file},
                                       {"line", reject.where.line},
                                       {"reason", reject.reason},
                                       {"hint", reject.hint}};
  out_ << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  if (!out_) Fail(temporary_);
}

void RejectLog::Close() {
  if (temporary_.empty()) return;
  out_.close();
  std::error_code error;
  fs::rename(temporary_, path_, error);
  if (!out_ || error) Fail(path_);
  temporary_.clear();
}

}  // namespace dssearch::indexer
