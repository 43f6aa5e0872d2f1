#pragma once

namespace dssearch {

/// The version of the library and the tools.
inline constexpr const char* kVersion = "0.1.0";

}  // namespace dssearch
