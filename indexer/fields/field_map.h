#pragma once

#include <string>
#include <vector>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Renames fields of records as the user says: with "abstract=text" the field `text` is read as the
/// abstract. Not thread-safe.
class FieldMap {
 public:
  FieldMap() = default;

  /// Takes pairs OURS=THEIRS. Ours is a name that corpus/README.md lists, theirs one as it stands
  /// in the files. Throws Error kInvalidRequest.
  explicit FieldMap(const std::vector<std::string>& pairs);

  /// Renames fields of a record. A field that had our name before is dropped.
  void Apply(RawRecord& record);

  /// Their names that no record had so far.
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
