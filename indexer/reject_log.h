#pragma once

#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/record.h"

namespace dssearch::indexer {

/// The rejects of a run, written as they come: INDEX/rejects.jsonl, one object
/// {"file","line","reason","hint"} a reject, in place of the last run's.
class RejectLog {
 public:
  /// How many are kept to be shown.
  static constexpr std::size_t kFirst = 10;

  /// `index` is empty where nothing is to be written. Members throw Error kIo.
  explicit RejectLog(const std::string& index);
  ~RejectLog();
  RejectLog(const RejectLog&) = delete;
  RejectLog& operator=(const RejectLog&) = delete;

  void Add(const Reject& reject);

  std::size_t size() const { return size_; }
  const std::vector<Reject>& first() const { return first_; }

  /// Replaces the log of the last run. Without it that one stays.
  void Close();

 private:
  std::string path_;
  std::string temporary_;  ///< Until it is closed.
  std::ofstream out_;
  std::size_t size_ = 0;
  std::vector<Reject> first_;
};

}  // namespace dssearch::indexer
