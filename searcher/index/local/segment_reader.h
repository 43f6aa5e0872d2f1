#pragma once

#include <xapian.h>

#include <memory>

#include "searcher/format/columns.h"
#include "searcher/format/postings.h"
#include "searcher/format/stored_values.h"
#include "searcher/index/local/doc_bit_set.h"

namespace dssearch {

/// Segments begin at multiples of this, so that documents are matched in windows each of which lies
/// in one segment (match/doc_window.h). No document has the docids in between.
inline constexpr Xapian::docid kSegmentAlignment = 4096;

/// An open segment: one of the databases that an index consists of, with its columns. Its document
/// `d` is the document `base + d` of the index. For one thread.
struct SegmentReader {
  Xapian::Database database;
  Xapian::docid base = 0;  ///< A multiple of kSegmentAlignment.
  Xapian::docid last = 0;  ///< The highest docid of `database`.
  Xapian::docid end = 0;   ///< The least that the next segment can have as its base.
  std::shared_ptr<const format::Columns> columns = nullptr;
  std::shared_ptr<const format::Postings> postings = nullptr;
  std::shared_ptr<const format::StoredValues> values = nullptr;
  /// The documents of `database` that the index has no more; null for none.
  std::shared_ptr<const DocBitSet> deleted = nullptr;

  bool Has(Xapian::docid local) const { return !deleted || !deleted->Has(local); }
};

}  // namespace dssearch
