#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/output_file.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// What a run changes, for programs: a line of JSON for each paper that is added, updated or
/// removed, {"change": "added", "id": ..., "file": ..., "line": ...}, where what is removed has no
/// place; and for each record that is rejected, {"change": "rejected", "file": ..., "line": ...,
/// "reason": ..., "hint": ...}.
class ChangeReport {
 public:
  /// Begins a report in the file `path`, "-" for standard output, or none where that is empty.
  /// Members throw Error kIo.
  explicit ChangeReport(const std::string& path);

  void Added(const std::string& id, const Location& where) { Add("added", id, where); }
  void Updated(const std::string& id, const Location& where) { Add("updated", id, where); }
  void Removed(const std::string& id);
  void Rejected(const Reject& reject);

  /// Writes what is still in memory, before the run publishes what the report says.
  void Flush();

  /// Puts the report in its place. To be called when the run has succeeded.
  void Close();

 private:
  void Add(std::string_view change, const std::string& id, const Location& where);

  std::optional<OutputFile> out_;
};

}  // namespace dssearch::indexer
