#pragma once

#include <string>

namespace dssearch::server {

/// What /openapi.json says: web/openapi.json, with the parameters that filter by a field
/// (FilterFields) where it has places for them. Good for ever. Thread-safe.
const std::string& OpenApiText();

}  // namespace dssearch::server
