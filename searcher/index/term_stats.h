#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// How many documents have a term, and how often all of them together have it.
struct TermStats {
  Xapian::doccount doc_freq = 0;
  Xapian::termcount collection_freq = 0;

  static constexpr std::size_t bytes() { return 0; }
};

/// Those of a term; of a stem (format::StemTerm) those of all its forms together. Kept in the
/// cache, since each costs a look into a B-tree, and a query asks for dozens, many of them several
/// times. Throws Xapian::Error.
TermStats StatsOf(const std::string& term, const IndexReader& reader);

}  // namespace dssearch
