#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/format/slot_reader.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// Reads the values of one slot of an index, fast where documents are asked for in the order of
/// their numbers. The reader must outlive it. For one thread. Throws Xapian::Error.
class SlotReader {
 public:
  SlotReader(const IndexReader& reader, Xapian::valueno slot) : reader_(reader) {
    for (const SegmentReader& segment : reader.segments())
      slots_.emplace_back(segment.database, slot);
  }

  /// The value of a document; empty where it has none.
  std::string Of(Xapian::docid doc) {
    const std::size_t i = reader_.SegmentOf(doc);
    return slots_[i].Of(doc - reader_.segments()[i].base);
  }

 private:
  const IndexReader& reader_;
  std::vector<format::SlotReader> slots_;  ///< One for each segment.
};

}  // namespace dssearch
