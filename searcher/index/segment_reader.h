#pragma once

#include <xapian.h>

#include <memory>

#include "searcher/format/columns.h"
#include "searcher/index/doc_bit_set.h"

namespace dssearch {

/// An open segment: one of the databases that an index consists of, with its columns. Its document
/// `d` is the document `base + d` of the index. For one thread.
struct SegmentReader {
  Xapian::Database database;
  Xapian::docid base = 0;
  Xapian::docid last = 0;  ///< The highest docid of `database`.
  std::shared_ptr<const format::Columns> columns = nullptr;
  /// The documents of `database` that the index has no more; null for none.
  std::shared_ptr<const DocBitSet> deleted = nullptr;

  bool Has(Xapian::docid local) const { return !deleted || !deleted->Has(local); }
};

}  // namespace dssearch
