#pragma once

#include <xapian.h>

#include <string>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// Reads where the words of documents stand, quickly for documents that come in order.
class ForwardPositionsReader {
 public:
  /// The reader must stay.
  explicit ForwardPositionsReader(const IndexReader& reader) : reader_(&reader) {}

  /// Those of a document, encoded (format::ForwardPositions); empty if it has none. Good until
  /// the next call. Throws Xapian::Error.
  const std::string& Of(Xapian::docid doc);

 private:
  const IndexReader* reader_;
  Xapian::ValueIterator next_;
  Xapian::ValueIterator end_;
  Xapian::docid read_ = 0;  ///< The document of `encoded_`; 0 for none yet.
  std::string encoded_;
};

}  // namespace dssearch
