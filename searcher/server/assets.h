#pragma once

#include <string_view>

namespace dssearch::server {

/// A file of web/, put into the program by embed.cmake.
struct AssetFile {
  std::string_view name;
  std::string_view content;
};

/// The file of this name, or nullptr.
const AssetFile* FindAsset(std::string_view name);

/// Another one whenever a file changes; part of their addresses, so that
/// browsers may keep them for good.
std::string_view AssetsVersion();

}  // namespace dssearch::server
