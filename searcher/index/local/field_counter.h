#pragma once

#include <vector>

#include "searcher/index/execution.h"
#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/record_pairs.h"

namespace dssearch {

/// Counts the values of a field over `docs`. The records of each of `pairs`, which are among these,
/// count as one. Throws Xapian::Error.
Counts CountField(const FieldCount& count, const DocBitSet& docs,
                  const std::vector<RecordPair>& pairs, const LocalReader& reader);

}  // namespace dssearch
