#pragma once

namespace dssearch {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace dssearch
