#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace dssearch::server {

/// The weak entity tag (RFC 9110, 8.8.3) of an answer that depends on nothing but `parts`:
/// `W/"00c1e5..."`. The same parts have the same tag, also after a restart.
std::string WeakETag(std::initializer_list<std::string_view> parts);

/// Whether the header If-None-Match of a request names `etag`, strong or weak, or any by "*".
bool IfNoneMatchNames(std::string_view if_none_match, std::string_view etag);

}  // namespace dssearch::server
