#pragma once

#include <vector>

#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// Drops learnt pairs of a Chinese and an English term of which one stands for more or for
/// something else, as the other terms of the lexicon tell. `entries` are those of all origins, in
/// any order and with any number of entries a key; what was not learnt stays.
///
/// Half of what the seed or the user calls an English term is no translation of it: 思维链 is a
/// chain of thought, and 思维 is not.
///
/// An abbreviation is a translation of what its long form is a translation of. A term that is
/// called otherwise in English has no other abbreviations than those of these names: 公共图书馆 is
/// a public library, so that DPLA, which papers explain as the name of one, is short for more.
/// Where nothing of this is known, most papers must agree, and the term be as long as the
/// abbreviation wants: 国际图联 for IFLA.
void DropStrayPairs(std::vector<format::LexiconEntry>& entries);

}  // namespace dssearch::indexer
