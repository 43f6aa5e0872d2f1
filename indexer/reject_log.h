#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/output_file.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// The rejects of a run. They are written as they come to INDEX/rejects.jsonl, in place of the log
/// of the last run, each as a line {"file": ..., "line": ..., "reason": ..., "hint": ...}.
class RejectLog {
 public:
  /// How many rejects first() has at most.
  static constexpr std::size_t kFirst = 10;

  /// Begins a log in the folder `index`, or one that is not written where that is empty. Members
  /// throw Error kIo.
  explicit RejectLog(const std::string& index);

  void Add(const Reject& reject);

  /// How many rejects were added.
  std::size_t size() const { return size_; }

  /// The first of them, to be shown; one of those that hold for a whole file.
  const std::vector<Reject>& first() const { return first_; }

  /// Writes what is still in memory.
  void Flush();

  /// Replaces the log of the last run, which stays if this is not called.
  void Close();

 private:
  std::optional<OutputFile> out_;
  std::size_t size_ = 0;
  std::vector<Reject> first_;
};

}  // namespace dssearch::indexer
