#include "searcher/format/stub.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string_view>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/damage.h"
#include "searcher/format/index_names.h"
#include "searcher/format/regular_file.h"
#include "searcher/format/replace_file.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxStubBytes = 65536;  // It has a line for each segment.
constexpr std::string_view kComment = "# ";
constexpr std::string_view kAuto = "auto ";

[[noreturn]] void FailForeign(const std::string& what) {
  throw Error(ErrorCode::kIndexFormat, what, kRebuildHint);
}

// Whether a path is of the form that dsindex gives to databases.
bool IsDatabase(const fs::path& path) {
  if (NumberIn(path.string(), kSegmentPrefix)) return true;
  return NumberIn(path.parent_path().string(), kGenerationPrefix) && path.has_filename() &&
         path.filename() != "..";
}

// "# commit-000012 HASH"
void ReadComment(const std::string& line, Stub& stub) {
  std::istringstream words(line.substr(kComment.size()));
  std::string name;
  if (words >> name >> stub.commit_hash && NumberIn(name, kCommitPrefix)) stub.commit = name;
}

}  // namespace

std::string StubPath(const std::string& index) { return (fs::path(index) / "XAPIANDB").string(); }

bool HasLostStub(const std::string& index) {
  std::error_code ignored;
  if (fs::exists(StubPath(index), ignored)) return false;
  const std::size_t commits = CommitNumbers(index).size();
  return commits > 1 || (commits == 1 && !fs::exists(TemporaryPath(StubPath(index)), ignored));
}

Stub ReadStub(const std::string& index) {
  const std::string path = StubPath(index);
  std::error_code error;
  const std::optional<std::string> text = ReadRegularFile(path, kMaxStubBytes, error);
  if (error == std::errc::not_supported) FailForeign("'" + path + "' is no file of dsindex");
  if (!text) {
    if (error == std::errc::permission_denied || error == std::errc::io_error)
      throw Error(ErrorCode::kIo, "cannot read the index '" + index + "': " + error.message(),
                  "check the permissions of the folder");
    if (HasLostStub(index))
      throw Error(ErrorCode::kIndexCorrupt, "the index '" + index + "' has lost its file XAPIANDB",
                  "a run writes it again: dsindex --index '" + index + "' PATH");
    // The writer's lock exists before its first index does.
    if (!fs::exists(index, error) || fs::exists(fs::path(index) / "lock", error))
      throw Error(ErrorCode::kIndexNotFound, "no index at '" + index + "'",
                  "make one: dsindex --index '" + index + "' PATH");
    throw Error(
        ErrorCode::kIndexNotFound, "'" + index + "' is not an index",
        "name another folder, or make an index there: dsindex --index '" + index + "' PATH");
  }
  Stub stub;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(kComment)) ReadComment(line, stub);
    if (!line.starts_with(kAuto)) continue;
    stub.databases.push_back(line.substr(kAuto.size()));
    if (!IsDatabase(stub.databases.back()))
      FailForeign("'" + path + "' names what is not of this index: '" + stub.databases.back() +
                  "'");
  }
  if (stub.databases.empty()) FailForeign("'" + path + "' names no database");
  return stub;
}

std::string ToText(const Stub& stub) {
  std::string text =
      std::string(kComment) + stub.commit.value_or("") + ' ' + stub.commit_hash + '\n';
  for (const std::string& database : stub.databases)
    text.append(kAuto).append(database).append("\n");
  return text;
}

void WriteStub(const std::string& index, const Stub& stub) {
  ReplaceFile(StubPath(index), ToText(stub));
}

}  // namespace dssearch::format
