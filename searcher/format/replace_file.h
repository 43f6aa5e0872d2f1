#pragma once

#include <string>

namespace dssearch::format {

/// Writes a file so that it is either the old one or the new one, whatever
/// happens, and the new one once this has returned. Throws Error kIo.
void ReplaceFile(const std::string& path, const std::string& content);

}  // namespace dssearch::format
