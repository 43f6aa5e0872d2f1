#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/api.h"
#include "dssearch/explanation.h"
#include "dssearch/paper.h"
#include "dssearch/response.h"
#include "dssearch/searcher.h"

namespace dssearch {

// The JSON of the library's answers, as dssearch(1) documents it: `dssearch --json` prints it and
// the server sends it. It is valid UTF-8 whatever bytes the papers have, and has no line break at
// the end. Thread-safe.

/// What the JSON of a search has beside the answer.
struct JsonOptions {
  /// Hits have all fields of their papers: also identifiers, keywords, summaries, contributions.
  bool full_records = false;
  std::string name = {};  ///< What a batch of queries calls this one; empty for no name.
};

/// A response: {"query": ..., "total": ..., "hits": [...], ...}; before it "name", where the
/// options have one.
DSSEARCH_API std::string ToJson(const SearchResponse& response, const JsonOptions& options = {});

/// The first line of a search as JSON lines: what ToJson says of the response but for its hits,
/// facets and time: {"type": "query", "name": ..., "query": ..., "total": ..., ...}.
DSSEARCH_API std::string QueryLine(const SearchResponse& summary, const JsonOptions& options = {});

/// A line for each hit below it, the first of which has rank 1 where nothing was left out:
/// {"type": "hit", "name": ..., "query": ..., "rank": ..., "id": ..., ...}.
DSSEARCH_API std::string HitLine(const Hit& hit, std::size_t rank, const SearchRequest& request,
                                 const JsonOptions& options = {});

/// Hits without a search, such as similar papers: {"hits": [...]}.
DSSEARCH_API std::string ToJson(const std::vector<Hit>& hits, const JsonOptions& options = {});

/// A verdict: {"id": ..., "found": ..., "conditions": [...], ...}.
DSSEARCH_API std::string ToJson(const Verdict& verdict);

/// An analyzed text: {"folded": ..., "terms": [...]}.
DSSEARCH_API std::string ToJson(const AnalyzedText& text);

/// A paper with all its fields, named like those of hits.
DSSEARCH_API std::string ToJson(const Paper& paper);

/// The state of an index: {"commit": ..., "papers": ...}, without its token.
DSSEARCH_API std::string ToJson(const IndexState& state);

/// The completions of a prefix `query`: {"query": ..., "suggestions": [...]}; or where
/// `opensearch`, as browsers read them, [query, [...]].
DSSEARCH_API std::string SuggestionsJson(std::string_view query,
                                         const std::vector<std::string>& suggestions,
                                         bool opensearch = false);

}  // namespace dssearch
