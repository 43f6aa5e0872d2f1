#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searcher/server/http.h"

namespace dssearch::server {

/// A request target, decoded: "/api/search?q=a%20b", or in full as clients send it to a proxy,
/// "http://example.org/api/search?q=a+b". Bytes that should have been escaped are taken as they
/// are.
struct Target {
  std::string path;  ///< "/" at least.
  std::string text;  ///< Path and query as they were sent.
  Parameters parameters;
};

/// Reads a target; nothing where it is none.
std::optional<Target> ParseTarget(std::string_view target);

/// Reads parameters as they stand behind '?' or in a posted form.
Parameters ParseParameters(std::string_view query);

/// Whether the value of a header Host is one: a name or an address, and perhaps a port.
bool IsHost(std::string_view host);

}  // namespace dssearch::server
