#pragma once

#include <cstddef>
#include <vector>

#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/rank/scored_doc.h"

namespace dssearch {

/// The documents at [offset, offset + limit) of `docs` in the order of titles (text::Collation),
/// then of ids; untitled ones come last.
///
/// A segment says in which order its own documents are. Those of several segments are compared by
/// their stored titles: the documents of the page, and a few where it begins. Throws Error
/// kIndexCorrupt, and Xapian::Error.
std::vector<ScoredDoc> RankByTitle(const LocalReader& reader, const DocBitSet& docs,
                                   std::size_t offset, std::size_t limit);

}  // namespace dssearch
