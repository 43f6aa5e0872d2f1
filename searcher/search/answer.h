#pragma once

#include <string_view>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/explanation.h"
#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/index/index_reader.h"
#include "searcher/search/query_plan.h"

namespace dssearch {

// The implementation of Searcher's members, with a reader of the index. All throw Error
// kInvalidRequest as dssearch/searcher.h says, and Xapian::Error.

/// Throws Error kInvalidRequest where Answer would, but searches nothing.
void Check(const IndexReader& reader, const SearchRequest& request);

/// What an answer says of a request that was understood so, but for its hits and its time.
SearchResponse SummaryOf(const IndexReader& reader, const SearchRequest& request,
                         const UnderstoodQuery& understood);

/// Answers a request: plans it (query_plan.h), matches and ranks it, and fetches and presents one
/// page.
SearchResponse Answer(const IndexReader& reader, const SearchRequest& request);

/// Which conditions of `request` the paper with this id meets, and which keep it out.
Verdict WhyNot(const IndexReader& reader, const SearchRequest& request, std::string_view id);

/// The papers most similar to the paper with this id, which share its most distinctive words.
std::vector<Hit> Similar(const IndexReader& reader, std::string_view id, std::size_t limit);

/// The analysis of a text as a search does it, with the lexicon terms in it.
AnalyzedText AnalyzeWithLexicon(const IndexReader& reader, std::string_view text);

}  // namespace dssearch
