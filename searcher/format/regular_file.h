#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <system_error>

namespace dssearch::format {

/// The content of a regular file of at most `max_bytes`; nullopt where there is none, with the
/// reason in `error`. Anything else is not read and waited for, such as a pipe or a device:
/// std::errc::not_supported, as for a longer file.
std::optional<std::string> ReadRegularFile(const std::string& path, std::size_t max_bytes,
                                           std::error_code& error);

}  // namespace dssearch::format
