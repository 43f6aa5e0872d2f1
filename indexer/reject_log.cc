#include "indexer/reject_log.h"

#include <algorithm>

#include "indexer/json_line.h"

namespace dssearch::indexer {

RejectLog::RejectLog(const std::string& index) {
  if (!index.empty()) out_.emplace(index + "/rejects.jsonl", OutputFile::Other::kRefused);
}

void RejectLog::Add(const Reject& reject) {
  ++size_;
  // A table that is not understood is not understood row by row; once is enough to be shown.
  const bool shown = std::any_of(first_.begin(), first_.end(), [&](const Reject& other) {
    return reject.of_whole_file && other.where.file == reject.where.file &&
           other.reason == reject.reason;
  });
  if (first_.size() < kFirst && !shown) first_.push_back(reject);
  if (out_)
    out_->Write(JsonLine({{"file", reject.where.file},
                          {"line", reject.where.line},
                          {"reason", reject.reason},
                          {"hint", reject.hint}}));
}

void RejectLog::Flush() {
  if (out_) out_->Flush();
}

void RejectLog::Close() {
  if (out_) out_->Close();
}

}  // namespace dssearch::indexer
