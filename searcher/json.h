#pragma once

#include <string>

#include "dssearch/analyze.h"
#include "dssearch/response.h"

namespace dssearch {

/// The JSON of a response, as README.md documents it: what `dssearch --json`
/// prints and what the server sends. Valid UTF-8 whatever the papers hold;
/// without a line break at the end.
std::string ToJson(const SearchResponse& response);

/// The JSON of why a paper is found or not, and of an analyzed text.
std::string ToJson(const Verdict& verdict);
std::string ToJson(const AnalyzedText& text);

/// The name of a sort in JSON, options and URLs.
const char* ToString(Sort sort);

}  // namespace dssearch
