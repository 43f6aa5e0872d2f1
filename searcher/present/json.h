#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/analyze.h"
#include "dssearch/response.h"
#include "dssearch/searcher.h"

namespace dssearch {

// The JSON of what the library returns, as README.md documents it: what
// `dssearch --json` prints and what the server sends. Valid UTF-8 whatever the
// papers hold; without a line break at the end.

/// What a search found.
std::string ToJson(const SearchResponse& response);

/// Why a paper is found or not, and an analyzed text.
std::string ToJson(const Verdict& verdict);
std::string ToJson(const AnalyzedText& text);

/// All of a paper, with the names of fields that hits have.
std::string ToJson(const Paper& paper);

/// Hits without a search, such as similar papers: {"hits": [...]}.
std::string ToJson(const std::vector<Hit>& hits);

/// {"generation": ..., "papers": ...}
std::string ToJson(const IndexState& state);

/// Completions of what was typed: {"query": ..., "suggestions": [...]}, or as
/// OpenSearch has them, [query, [...]].
std::string SuggestionsJson(std::string_view query, const std::vector<std::string>& suggestions,
                            bool opensearch);

/// {"error": {"code": ..., "message": ..., "hint": ...}}
std::string ErrorJson(std::string_view code, std::string_view message, std::string_view hint);

/// A paper as a line that dsindex reads, with the names of corpus/README.md.
std::string RecordJson(const Paper& paper);

/// What CSL, the language of citation styles, knows of a paper.
struct CslItem {
  std::string id = {};
  std::string type = {};
  std::string title = {};
  /// Family and given name; a whole name has no given one.
  std::vector<std::pair<std::string, std::string>> authors = {};
  std::vector<int> date = {};  ///< Year, month, day, as many as are known.
  std::string venue = {};
  std::string url = {};
  std::string abstract = {};
  std::string keywords = {};
  std::string language = {};
};
std::string CslJson(const std::vector<CslItem>& items);

/// The members of a JSON object as names and values, as a query string has
/// them: an array stands for a pair an element; a number, true and false for
/// their text; null for nothing. Nothing for what is no object, or has others
/// in it.
std::optional<std::vector<std::pair<std::string, std::string>>> ReadMembers(std::string_view json);

/// The name of a sort in JSON, options and URLs.
const char* ToString(Sort sort);

}  // namespace dssearch
