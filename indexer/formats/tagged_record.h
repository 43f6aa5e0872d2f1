#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/formats/tagged_dialects.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Makes a record of the values of its tags, see TagRule. Tags that no rule takes become fields of
/// their own names. Not thread-safe.
class TaggedRecord {
 public:
  /// An empty record in a dialect, which begins at `where`.
  void Begin(Dialect dialect, Location where);

  const Location& where() const { return record_.where; }

  /// Adds the value of a line, or several: some write "%A One%A Two". The `is_type` of a record,
  /// by which it begins, is a field only where a rule says so.
  void AddLine(const TaggedLine& line, bool is_type);

  /// Adds a line without a tag, trimmed, to the last value.
  void AddToLast(std::string_view more);

  /// The record, complete. Another one may begin then.
  RawRecord Take();

 private:
  // Adds a value of a line, and leaves what is behind it in `rest`. Returns whether there is more.
  bool AddValue(const TaggedLine& line, bool is_type, std::string_view& rest);

  TagUse UseOf() const { return rule_ == nullptr ? TagUse::kText : rule_->use; }

  Dialect dialect_ = Dialect::kRis;
  RawRecord record_;
  std::vector<std::pair<std::string, std::string>> fallbacks_;  // Fields that may be missing.
  const TagRule* rule_ = nullptr;                               // That of the last tag,
  std::string* last_ = nullptr;                                 // and its value.
};

}  // namespace dssearch::indexer
