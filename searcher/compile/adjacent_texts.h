#pragma once

#include <string>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// Matches the papers that mention the words of the texts [first, end), at least one, next to each
/// other; runs of characters and words of letters apart. Throws Xapian::Error.
QueryNode AdjacentTexts(const AnalyzedQuery* first, const AnalyzedQuery* end,
                        const IndexReader& reader);

/// Appends the words of letters and digits of a text.
void AppendSubwords(const text::Analysis& analysis, std::vector<std::string>& words);

}  // namespace dssearch
