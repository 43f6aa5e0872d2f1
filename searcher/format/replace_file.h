#pragma once

#include <string>

namespace dssearch::format {

/// Replaces the content of a file atomically: after a crash the file has its old content or the new
/// one, and once this has returned, the new one. Throws Error kIo.
void ReplaceFile(const std::string& path, const std::string& content);

/// The same in two steps: writes the content beside the file, durably, and puts it in its place.
/// The first throws without leaving anything.
void PrepareFile(const std::string& path, const std::string& content);
void PutInPlace(const std::string& path);

/// Where PrepareFile() writes.
std::string TemporaryPath(const std::string& path);

}  // namespace dssearch::format
