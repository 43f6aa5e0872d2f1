#pragma once

#include <xapian.h>

#include <string>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/slot_reader.h"

namespace dssearch {

/// Reads the encoded forward positions of documents; fastest where docids ascend. For one thread.
class ForwardPositionsReader {
 public:
  explicit ForwardPositionsReader(const IndexReader& reader)
      : slot_(reader, format::kForwardPositionsSlot) {}

  /// The forward positions of a document for format::ForwardPositions to decode; empty if it has
  /// none. The reference is valid until the next call. Throws Xapian::Error.
  const std::string& Of(Xapian::docid doc);

 private:
  SlotReader slot_;
  Xapian::docid read_ = 0;  ///< The document of `encoded_`; 0 before the first call.
  std::string encoded_;
};

}  // namespace dssearch
