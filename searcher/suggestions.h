#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch {

/// Titles that complete what has been typed: every typed word begins a word of
/// the title. Newest papers first among equals.
std::vector<std::string> SuggestTitles(const Xapian::Database& database, text::Analyzer& analyzer,
                                       std::string_view prefix, std::size_t limit);

}  // namespace dssearch
