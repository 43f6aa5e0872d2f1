#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// The statistics of a term: how many documents have it, and how often it occurs in all of them.
struct TermStats {
  Xapian::doccount doc_freq = 0;
  Xapian::termcount collection_freq = 0;

  static constexpr std::size_t bytes() { return 0; }
};

/// Reads the statistics of a term of a segment, or of the index from its segments. Deleted
/// documents do not count, so that they are those of an index that never had them. Throws
/// Xapian::Error.
TermStats ReadTermStats(const std::string& term, const SegmentReader& segment);
TermStats ReadTermStats(const std::string& term, const IndexReader& reader);

/// The statistics of a term; for a stem (format::StemTerm) those of all its forms together. Cached,
/// since each costs a lookup in a B-tree, and a query asks for dozens, many of them several times.
/// Throws Xapian::Error.
TermStats StatsOf(const std::string& term, const IndexReader& reader);

}  // namespace dssearch
