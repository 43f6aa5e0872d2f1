#pragma once

#include <string>
#include <vector>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Names for the fields of records that call them otherwise: `--map
/// abstract=FIELD` takes FIELD for the abstract. Not thread-safe.
class FieldMap {
 public:
  FieldMap() = default;

  /// Each of `pairs` is OURS=THEIRS. Ours is a name that corpus/README.md lists,
  /// theirs one as it stands in the files. Throws Error kInvalidRequest.
  explicit FieldMap(const std::vector<std::string>& pairs);

  /// Renames fields of a record; what had our name before is dropped.
  void Apply(RawRecord& record);

  /// Those of theirs that no record had so far.
  std::vector<std::string> Unused() const;

 private:
  struct Entry {
    std::string ours;
    std::string theirs;
    bool used = false;
  };
  std::vector<Entry> entries_;
};

}  // namespace dssearch::indexer
