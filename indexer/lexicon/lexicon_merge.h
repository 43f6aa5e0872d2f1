#pragma once

#include <vector>

#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// Merges entries of several origins into one lexicon, in the order of the keys, with one entry a
/// key and at most five translations each, the strongest first. Where several entries have a key,
/// translations of the user's hide all others, those that many papers teach stand beside the
/// seed's, and learnt ones far weaker than the strongest go.
std::vector<format::LexiconEntry> MergeEntries(std::vector<format::LexiconEntry> entries);

}  // namespace dssearch::indexer
