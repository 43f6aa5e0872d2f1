#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dssearch/searcher.h"
#include "searcher/saved/saved_searches.h"
#include "searcher/saved/seen_commits.h"

namespace dssearch::saved {

/// Checks what a saved search asks for, as far as its file did not tell. Throws Error as
/// Searcher::Check does, with the name of the search.
void Check(const Searcher& searcher, const SavedSearch& search);

/// How many papers a request finds. Throws Error as Searcher::Search does.
std::uint64_t CountPapers(const Searcher& searcher, SearchRequest request);

/// How many papers of a saved search were added to the index, whose path is `index`, since that was
/// last asked; nothing where it never was. Throws Error as Check and Searcher::Search do.
std::optional<std::uint64_t> CountNewPapers(const Searcher& searcher, const std::string& index,
                                            const SavedSearch& search, const SeenCommits& seen);

}  // namespace dssearch::saved
