#pragma once

#include <string_view>

namespace dssearch::server {

/// A file of web/, which embed.cmake puts into the program.
struct AssetFile {
  std::string_view name;
  std::string_view content;
};

/// The file with this name, such as "style.css"; nullptr where there is none. Good for ever.
const AssetFile* FindAsset(std::string_view name);

/// A version of all files together, which changes with any of them. It is a part of their URLs, so
/// that browsers may keep a file for good.
std::string_view AssetsVersion();

}  // namespace dssearch::server
