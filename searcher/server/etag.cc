#include "searcher/server/etag.h"

#include <xxhash.h>

#include <array>
#include <cstdio>

namespace dssearch::server {

std::string WeakETag(std::initializer_list<std::string_view> parts) {
  std::string hashed;
  for (const std::string_view part : parts) hashed.append(part).push_back('\0');
  std::array<char, 32> tag{};
  std::snprintf(tag.data(), tag.size(), "W/\"%016llx\"",
                static_cast<unsigned long long>(XXH3_64bits(hashed.data(), hashed.size())));
  return tag.data();
}

bool IfNoneMatchNames(std::string_view if_none_match, std::string_view etag) {
  const std::string_view without_prefix = etag.substr(etag.find('"'));
  return if_none_match.find(without_prefix) != std::string_view::npos;
}

}  // namespace dssearch::server
