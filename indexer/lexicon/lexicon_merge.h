#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// Merges entries of several origins into one lexicon, in the order of the keys, with one entry a
/// key and at most five translations each, the strongest first. Where several entries have a key,
/// translations of the user's hide all others, those that many papers teach stand beside the
/// seed's, and learnt ones far weaker than the strongest go.
std::vector<format::LexiconEntry> MergeEntries(std::vector<format::LexiconEntry> entries);

/// The same for all spellings of a term: mixture-of-experts, Mixture of Experts, and mixtures at
/// its end.
std::string SpellingKey(std::string_view term);

}  // namespace dssearch::indexer
