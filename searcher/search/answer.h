#pragma once

#include <string_view>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/explanation.h"
#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

// What Searcher's members do, with a reader of the index. All throw Error kInvalidRequest as
// dssearch/searcher.h says, and Xapian::Error.

/// Answers a request: plans it (query_plan.h), carries the plan out, ranks what it matches, and
/// fetches and presents one page of it.
SearchResponse Answer(const IndexReader& reader, const SearchRequest& request);

/// What of `request` holds for the paper with this id, and what keeps it out.
Verdict WhyNot(const IndexReader& reader, const SearchRequest& request, std::string_view id);

/// Papers that share the most telling words with a paper.
std::vector<Hit> Similar(const IndexReader& reader, std::string_view id, std::size_t limit);

/// What searching makes of a text, with the terms of the lexicon that stand in it.
AnalyzedText AnalyzeWithLexicon(const IndexReader& reader, std::string_view text);

}  // namespace dssearch
