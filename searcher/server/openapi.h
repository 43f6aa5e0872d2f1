#pragma once

#include <string>

namespace dssearch::server {

/// The content of /openapi.json: web/openapi.json, in which "@filter parameters" and the like are
/// replaced by one entry for each of FilterFields(). Good for ever. Thread-safe.
const std::string& OpenApiText();

}  // namespace dssearch::server
