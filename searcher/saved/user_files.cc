#include "searcher/saved/user_files.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/replace_file.h"

namespace dssearch::saved {
namespace {

namespace fs = std::filesystem;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string PathIn(const char* variable, const char* below_home, const char* file) {
  std::string folder = Variable(variable);
  if (folder.empty()) {
    folder = Variable("HOME");
    if (folder.empty()) return {};
    folder += below_home;
  }
  return folder + "/dssearch/" + file;
}

}  // namespace

std::string SearchesPath() { return PathIn("XDG_CONFIG_HOME", "/.config", "saved.json"); }

std::string SeenPath() { return PathIn("XDG_STATE_HOME", "/.local/state", "seen.json"); }

std::string ContentOf(const std::string& path) {
  std::error_code unreachable;
  if (path.empty() || !fs::exists(path, unreachable)) return {};
  std::ostringstream content;
  const std::ifstream file(path, std::ios::binary);
  const bool is_empty = fs::is_empty(path, unreachable);  // Of which << would say that it failed.
  if (!fs::is_regular_file(path, unreachable) || !file || (!is_empty && !(content << file.rdbuf())))
    throw Error(ErrorCode::kIo, "cannot read '" + path + "'", "is it a file that you may read?");
  return std::move(content).str();
}

void Replace(const std::string& path, const std::string& content) {
  if (path.empty())
    throw Error(ErrorCode::kIo, "there is no home folder to keep searches in", "set $HOME");
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  format::ReplaceFile(path, content);
}

}  // namespace dssearch::saved
