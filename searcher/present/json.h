#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/response.h"
#include "dssearch/searcher.h"
#include "searcher/present/name_parts.h"

namespace dssearch {

// The JSON of the library's answers, as README.md documents it: `dssearch --json` prints it and the
// server sends it. It is valid UTF-8 whatever bytes the papers have, and has no line break at the
// end.

/// What the JSON of a search has beside the answer.
struct JsonOptions {
  /// Hits have all fields of their papers: also identifiers, keywords, summaries, contributions.
  bool full_records = false;
  std::string name = {};  ///< What a batch of queries calls this one; empty for no name.
};

/// A response: {"query": ..., "total": ..., "hits": [...], ...}; before it "name", where the
/// options have one.
std::string ToJson(const SearchResponse& response, const JsonOptions& options = {});

/// The first line of a search as JSON lines: what ToJson says of the response but for its hits,
/// facets and time: {"type": "query", "name": ..., "query": ..., "total": ..., ...}.
std::string QueryLine(const SearchResponse& summary, const JsonOptions& options);

/// A line for each hit below it, the first of which has rank 1 where nothing was left out:
/// {"type": "hit", "name": ..., "query": ..., "rank": ..., "id": ..., ...}.
std::string HitLine(const Hit& hit, std::size_t rank, const SearchRequest& request,
                    const JsonOptions& options);

/// A verdict: {"id": ..., "found": ..., "conditions": [...], ...}.
std::string ToJson(const Verdict& verdict);

/// An analyzed text: {"folded": ..., "terms": [...]}.
std::string ToJson(const AnalyzedText& text);

/// A paper with all its fields, named like those of hits.
std::string ToJson(const Paper& paper);

/// Hits without a search, such as similar papers: {"hits": [...]}.
std::string ToJson(const std::vector<Hit>& hits);

/// The state of an index: {"commit": ..., "papers": ...}, without its token.
std::string ToJson(const IndexState& state);

/// The completions of a prefix `query`: {"query": ..., "suggestions": [...]}; or where
/// `opensearch`, as browsers read them, [query, [...]].
std::string SuggestionsJson(std::string_view query, const std::vector<std::string>& suggestions,
                            bool opensearch);

/// An error: {"error": {"code": ..., "message": ..., "hint": ...}}.
std::string ErrorJson(std::string_view code, std::string_view message, std::string_view hint);

/// A paper as a record that dsindex reads: one line, with the field names of corpus/README.md and
/// without empty fields.
std::string RecordJson(const Paper& paper);

/// A paper as an item of CSL, the Citation Style Language. Empty members are left out of the JSON.
struct CslItem {
  std::string id = {};
  std::string type = {};  ///< "article-journal", "paper-conference" or "article".
  std::string title = {};
  std::vector<NameParts> authors = {};
  std::vector<int> date = {};  ///< Year, month and day, as many as are known: {2024, 2}.
  std::string venue = {};
  std::string doi = {};
  std::string url = {};
  std::string abstract = {};
  std::string keywords = {};
  std::string language = {};
  /// What CSL has no variable for, by the names of fields in records.
  std::vector<std::pair<std::string, std::vector<std::string>>> custom = {};
};

/// A JSON array of items.
std::string CslJson(const std::vector<CslItem>& items);

/// The members of a JSON object as the parameters of a query string, in their order. An array
/// becomes a pair for each of its elements; a number, true or false becomes its text; null is left
/// out. {"q": "a", "domain": ["b", "c"], "limit": 3} becomes q=a, domain=b, domain=c, limit=3.
/// Empty where the text is no JSON object, or where a member is an object.
std::optional<std::vector<std::pair<std::string, std::string>>> ReadMembers(std::string_view json);

/// The name of a sort in JSON, options and URLs: "newest".
const char* ToString(Sort sort);

}  // namespace dssearch
