#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace dssearch::indexer {

/// An object as a line of JSON. What is not UTF-8 in it becomes U+FFFD.
inline std::string JsonLine(const nlohmann::ordered_json& object) {
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace dssearch::indexer
