#pragma once

#include <string>

namespace dssearch::format {

/// Replaces the content of a file atomically: after a crash the file has its old content or the new
/// one, and once this has returned, the new one. Throws Error kIo.
void ReplaceFile(const std::string& path, const std::string& content);

}  // namespace dssearch::format
