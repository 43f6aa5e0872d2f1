#pragma once

#include <string>

namespace dssearch::saved {

// Where the files of a user are, by the XDG Base Directory Specification; empty where there is no
// home folder.

/// The user's saved searches: $XDG_CONFIG_HOME/dssearch/saved.json, else
/// ~/.config/dssearch/saved.json.
std::string SearchesPath();

/// What is known to be seen of them: $XDG_STATE_HOME/dssearch/seen.json, else
/// ~/.local/state/dssearch/seen.json.
std::string SeenPath();

/// The content of a file; empty where there is none. Throws Error kIo for one that cannot be read.
std::string ContentOf(const std::string& path);

/// Replaces the content of a file, of which the folder is made where there is none. Throws Error
/// kIo.
void Replace(const std::string& path, const std::string& content);

}  // namespace dssearch::saved
