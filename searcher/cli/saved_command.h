#pragma once

#include <functional>

#include "dssearch/searcher.h"
#include "searcher/cli/options.h"
#include "searcher/cli/query_lines.h"

namespace dssearch::cli {

/// Prints the answer to a query by options, and says whether a paper was found.
using Answerer = std::function<bool(const Searcher&, const Options&, const NamedQuery&)>;

/// Does what the options ask of saved searches (--save, --saved, --new, --forget), and says whether
/// a paper was found; hits are printed by `answer`. What is new counts as seen once all of it is
/// printed. Throws Error for what cannot be read, written or found.
bool RunSaved(const Options& options, const Answerer& answer);

/// Whether the options ask something of saved searches.
bool AsksForSaved(const Options& options);

}  // namespace dssearch::cli
