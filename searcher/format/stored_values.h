#pragma once

#include <xapian.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/mapped_file.h"
#include "searcher/format/schema.h"

namespace dssearch::format {

/// The values of a segment that are long, and read of any document: its record and its forward
/// positions. A file beside the database, which is memory-mapped: from the database itself each
/// took a system call or two and copies, a third of the time to look for a phrase, and in its
/// blocks they have gaps behind them. Immutable; may be shared by threads.
class StoredValues {
 public:
  /// The slots whose values are here; those of all others are in Columns.
  static constexpr std::array kSlots = {kForwardPositionsSlot, kRecordSlot};

  /// Opens the file of a segment. Throws Error kIndexCorrupt where it is none of values, and kIo.
  static std::shared_ptr<const StoredValues> Map(const std::string& index,
                                                 const std::string& segment);

  /// Reads them from memory. Throws Error kIndexCorrupt.
  explicit StoredValues(std::string bytes);

  /// The value of a document; empty where it has none. It is valid as long as this.
  std::string_view Of(unsigned slot, Xapian::docid doc) const;

 private:
  struct Slot {
    std::string_view values;
    std::string_view ends;  ///< Where the value of each document ends, from document 0 on.
  };

  explicit StoredValues(std::shared_ptr<const MappedFile> file);

  std::shared_ptr<const MappedFile> file_;
  std::map<unsigned, Slot> slots_;
};

/// Whether the values of a slot are in StoredValues.
constexpr bool IsStored(unsigned slot) {
  for (const unsigned stored : StoredValues::kSlots)
    if (stored == slot) return true;
  return false;
}

/// Writes the file of StoredValues. The stream must outlive it.
class StoredValuesWriter {
 public:
  explicit StoredValuesWriter(std::ostream& file);

  /// Adds a value. Slots ascend, and in a slot documents.
  void Add(unsigned slot, Xapian::docid doc, std::string_view value);

  /// Ends the file. No more may be added then.
  void Finish();

 private:
  struct Slot {
    unsigned number;
    std::uint64_t begin;
    std::vector<std::uint64_t> ends;
  };

  std::ostream& file_;
  std::uint64_t size_ = 0;
  std::vector<Slot> slots_;
};

/// Writes the values of a database that has them itself. Throws Xapian::Error.
void WriteStoredValues(const Xapian::Database& database, std::ostream& file);

/// The name of the file in the folder of a segment.
inline constexpr const char* kStoredValuesFile = "values";

}  // namespace dssearch::format
