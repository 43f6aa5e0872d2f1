#pragma once

#include <string>

#include "dssearch/response.h"

namespace dssearch {

/// The JSON of a response, as README.md documents it: what `dssearch --json`
/// prints and what the server sends. Valid UTF-8 whatever the papers hold;
/// without a line break at the end.
std::string ToJson(const SearchResponse& response);

/// The name of a sort in JSON, options and URLs.
const char* ToString(Sort sort);

}  // namespace dssearch
