#include "searcher/format/commit.h"

#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/damage.h"
#include "searcher/format/index_names.h"
#include "searcher/format/regular_file.h"
#include "searcher/format/replace_file.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_index.h"
#include "searcher/format/stub.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxCommitBytes = 10'000'000;  // It names ten files for each segment.

std::string PathOf(const std::string& index, std::string_view name) {
  return (fs::path(index) / name).string();
}

using State = std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)>;

std::string Hex(const State& state) {
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  char text[33];
  std::snprintf(text, sizeof text, "%016" PRIx64 "%016" PRIx64, hash.high64, hash.low64);
  return text;
}

State NewState() {
  State state(XXH3_createState(), XXH3_freeState);
  XXH3_128bits_reset(state.get());
  return state;
}

std::string HashOfText(std::string_view text) {
  const State state = NewState();
  XXH3_128bits_update(state.get(), text.data(), text.size());
  return Hex(state);
}

std::string HashOfFile(const fs::path& file) {
  const State state = NewState();
  std::ifstream in(file, std::ios::binary);
  std::vector<char> block(std::size_t{1} << 16);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
    XXH3_128bits_update(state.get(), block.data(), static_cast<std::size_t>(in.gcount()));
  if (!in.eof())
    throw Error(ErrorCode::kIo, "cannot read '" + file.string() + "'", "check its permissions");
  return Hex(state);
}

nlohmann::ordered_json ToJson(const CommitFile& file) {
  return {{"name", file.name}, {"bytes", file.bytes}, {"hash", file.hash}};
}

nlohmann::ordered_json ToJson(const std::vector<CommitFile>& files) {
  auto json = nlohmann::ordered_json::array();
  for (const CommitFile& file : files) json.push_back(ToJson(file));
  return json;
}

std::string ToJson(const Commit& commit) {
  auto segments = nlohmann::ordered_json::array();
  for (const CommitSegment& segment : commit.segments) {
    nlohmann::ordered_json json = {
        {"name", segment.name}, {"papers", segment.papers}, {"deleted", segment.deleted}};
    if (segment.deletions) json["deletions"] = ToJson(*segment.deletions);
    json["files"] = ToJson(segment.files);
    segments.push_back(std::move(json));
  }
  const nlohmann::ordered_json json = {{"format", commit.format},
                                       {"time", commit.time},
                                       {"analyzer", commit.analyzer},
                                       {"papers", commit.papers},
                                       {"segments", std::move(segments)},
                                       {"lexicon", commit.lexicon},
                                       {"lexicon_files", ToJson(commit.lexicon_files)}};
  return json.dump(1) + '\n';
}

CommitFile FileFrom(const nlohmann::json& json) {
  return {json.at("name").get<std::string>(), json.at("bytes").get<std::uint64_t>(),
          json.at("hash").get<std::string>()};
}

std::vector<CommitFile> FilesFrom(const nlohmann::json& json) {
  std::vector<CommitFile> files;
  for (const nlohmann::json& file : json) files.push_back(FileFrom(file));
  return files;
}

Commit CommitFrom(const nlohmann::json& json, unsigned long number) {
  Commit commit;
  commit.number = number;
  commit.format = json.at("format").get<int>();
  commit.time = json.value("time", std::int64_t{0});
  commit.analyzer = json.at("analyzer").get<std::string>();
  commit.papers = json.at("papers").get<std::uint64_t>();
  for (const nlohmann::json& one : json.at("segments")) {
    CommitSegment segment{one.at("name").get<std::string>(), one.at("papers").get<std::uint64_t>(),
                          one.at("deleted").get<std::uint64_t>()};
    if (one.contains("deletions")) segment.deletions = FileFrom(one.at("deletions"));
    segment.files = FilesFrom(one.at("files"));
    commit.segments.push_back(std::move(segment));
  }
  commit.lexicon = json.at("lexicon").get<std::string>();
  commit.lexicon_files = FilesFrom(json.at("lexicon_files"));
  return commit;
}

std::optional<std::string> CommitText(const std::string& index, const std::string& name,
                                      std::error_code& error) {
  return ReadRegularFile(PathOf(index, name + ".json"), kMaxCommitBytes, error);
}

// A commit by its file alone, whose hash only the stub has; nothing where it is none.
std::optional<Commit> ParseCommit(const std::string& text, unsigned long number) {
  try {
    return CommitFrom(nlohmann::json::parse(text), number);
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

// The newest of the commits before the number `end` for which `is` holds.
template <typename Predicate>
std::optional<Commit> NewestCommit(const std::string& index, unsigned long end,
                                   const Predicate& is) {
  const std::vector<unsigned long> numbers = CommitNumbers(index);
  for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
    if (*number >= end) continue;
    std::error_code ignored;
    const auto text = CommitText(index, NumberedName(kCommitPrefix, *number), ignored);
    std::optional<Commit> commit = ParseCommit(text.value_or(""), *number);
    if (commit && is(*commit)) return commit;
  }
  return std::nullopt;
}

// Whether all files that a commit names are there, with the sizes that it says.
bool IsWhole(const std::string& index, const Commit& commit) {
  const auto is_there = [&index](const CommitFile& file) {
    const fs::path path = PathOf(index, file.name);
    std::error_code error;
    return fs::is_regular_file(path, error) && fs::file_size(path, error) == file.bytes && !error;
  };
  return std::all_of(commit.lexicon_files.begin(), commit.lexicon_files.end(), is_there) &&
         std::all_of(commit.segments.begin(), commit.segments.end(), [&](const auto& segment) {
           return (!segment.deletions || is_there(*segment.deletions)) &&
                  std::all_of(segment.files.begin(), segment.files.end(), is_there);
         });
}

std::optional<Commit> NewestWholeCommit(const std::string& index) {
  return NewestCommit(index, std::numeric_limits<unsigned long>::max(),
                      [&index](const Commit& commit) { return IsWhole(index, commit); });
}

// The stub that names a commit of which `text` is the file.
Stub StubOf(const Commit& commit, const std::string& text) {
  Stub stub{.commit = commit.name(), .commit_hash = HashOfText(text)};
  for (const CommitSegment& segment : commit.segments) stub.databases.push_back(segment.name);
  return stub;
}

// What ReadStoredCommit() does, of one state of the index.
Commit ReadStoredOnce(const std::string& index) {
  const Stub stub = ReadStub(index);
  if (!stub.commit) FailFormat(FormatOf(index, stub));
  const std::string path = PathOf(index, *stub.commit + ".json");
  std::error_code error;
  const std::optional<std::string> text = CommitText(index, *stub.commit, error);
  FailIfDenied(error, path);
  // A copy that was made while the index was updated may have a stub that is newer than the rest.
  if (error == std::errc::no_such_file_or_directory)
    if (const std::optional<Commit> last = NewestWholeCommit(index)) return *last;
  if (!text || HashOfText(*text) != stub.commit_hash)
    throw Error(ErrorCode::kIndexCorrupt, "'" + path + "' is missing or damaged", kRebuildHint);
  const std::optional<Commit> commit = ParseCommit(*text, *NumberIn(*stub.commit, kCommitPrefix));
  // Its hash is right: another program wrote it.
  if (!commit) FailFormat(0);
  return *commit;
}

// Throws Error kIndexFormat where texts were cut by another analyzer.
void CheckAnalyzer(const Commit& commit, std::string_view analyzer_id) {
  if (commit.analyzer != analyzer_id)
    throw Error(ErrorCode::kIndexFormat,
                "the index was cut by another analyzer (" + commit.analyzer +
                    "; this program has " + std::string(analyzer_id) + ")",
                "upgrade the index: dsindex --upgrade --index INDEX");
}

// The names in a folder. (What is removed meanwhile may hide others from an iterator.)
std::vector<std::string> NamesOf(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
    names.push_back(entry.path().filename().string());
  return names;
}

// Whether a name is one that a commit has in the directory of an index.
bool IsOurs(const std::string& name) {
  constexpr std::string_view kTemporary = ".tmp";  // What a run began to write.
  if (name.ends_with(kTemporary)) {
    const std::string whole = name.substr(0, name.size() - kTemporary.size());
    return whole == "XAPIANDB" || IsOurs(whole);
  }
  if (name.ends_with(".json"))
    return NumberIn(name.substr(0, name.size() - 5), kCommitPrefix).has_value();
  return std::any_of(kFolderPrefixes.begin(), kFolderPrefixes.end(),
                     [&](std::string_view prefix) { return NumberIn(name, prefix).has_value(); });
}

}  // namespace

std::string Commit::name() const { return NumberedName(kCommitPrefix, number); }

bool HasCommit(const std::string& index) {
  std::error_code error;
  const bool exists = fs::exists(StubPath(index), error) || HasLostStub(index);
  if (error == std::errc::permission_denied)
    throw Error(ErrorCode::kIo, "cannot read the index '" + index + "': " + error.message(),
                "check the permissions of the folder");
  return exists;
}

std::string CommitIdentity(const std::string& index) {
  struct stat info {};
  if (::stat(StubPath(index).c_str(), &info) != 0) return {};
  return std::to_string(info.st_ino) + ':' + std::to_string(info.st_mtim.tv_sec) + '.' +
         std::to_string(info.st_mtim.tv_nsec);
}

Commit ReadStoredCommit(const std::string& index) {
  return ReadCurrent(index, [&] { return ReadStoredOnce(index); });
}

Commit ReadCommit(const std::string& index) {
  Commit commit = ReadStoredCommit(index);
  if (commit.format != kFormatVersion) FailFormat(commit.format);
  return commit;
}

Commit ReadCommit(const std::string& index, std::string_view analyzer_id) {
  Commit commit = ReadCommit(index);
  CheckAnalyzer(commit, analyzer_id);
  return commit;
}

Commit ReadCommitNamed(const std::string& index, const std::string& name,
                       std::string_view analyzer_id) {
  std::optional<Commit> commit;
  std::error_code ignored;
  if (const auto number = NumberIn(name, kCommitPrefix))
    commit = ParseCommit(CommitText(index, name, ignored).value_or(""), *number);
  if (!commit || !IsWhole(index, *commit))
    throw Error(ErrorCode::kStateGone, "'" + index + "' has no more the state '" + name + "'",
                "search its newest state, from the first page on");
  if (commit->format != kFormatVersion) FailFormat(commit->format);
  CheckAnalyzer(*commit, analyzer_id);
  return *std::move(commit);
}

void PublishCommit(const std::string& index, const Commit& commit) {
  const std::string text = ToJson(commit);
  // A reader that sees the first commit without a stub sees that this one is about to be.
  PrepareFile(StubPath(index), ToText(StubOf(commit, text)));
  try {
    ReplaceFile(PathOf(index, commit.file()), text);
  } catch (const Error&) {
    std::error_code ignored;
    fs::remove(TemporaryPath(StubPath(index)), ignored);
    throw;
  }
  PutInPlace(StubPath(index));
}

std::optional<std::string> RestoreStub(const std::string& index) {
  if (!HasLostStub(index)) return std::nullopt;
  const std::optional<Commit> last = NewestWholeCommit(index);
  if (!last) FailDamaged("'" + index + "' has lost its file XAPIANDB, and no commit is whole");
  std::error_code ignored;
  WriteStub(index, StubOf(*last, CommitText(index, last->name(), ignored).value_or("")));
  return last->name();
}

std::string NextName(const std::string& index, std::string_view prefix) {
  unsigned long highest = 0;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(index, ignored))
    highest = std::max(highest, NumberIn(entry.path().stem().string(), prefix).value_or(0));
  return NumberedName(prefix, highest + 1);
}

unsigned long NextCommitNumber(const std::string& index) {
  return *NumberIn(NextName(index, kCommitPrefix), kCommitPrefix);
}

bool IsContentOf(std::string_view content, const CommitFile& file) {
  return content.size() == file.bytes && HashOfText(content) == file.hash;
}

CommitFile FileOf(const std::string& index, const std::string& name) {
  const fs::path path = PathOf(index, name);
  std::error_code error;
  const std::uintmax_t bytes = fs::is_regular_file(path, error) ? fs::file_size(path, error) : 0;
  FailIfDenied(error, path.string());
  if (bytes == 0 && !fs::is_regular_file(path, error))
    FailDamaged("'" + path.string() + "' is missing or no file");
  return {name, bytes, HashOfFile(path)};
}

std::vector<CommitFile> FilesIn(const std::string& index, const std::string& folder) {
  std::vector<CommitFile> files;
  std::error_code error;
  fs::directory_iterator entry(PathOf(index, folder), error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name != "flintlock" && !name.starts_with(kDeletionsPrefix))
      files.push_back(FileOf(index, (fs::path(folder) / name).string()));
  }
  FailIfDenied(error, PathOf(index, folder));
  if (error) FailDamaged("'" + PathOf(index, folder) + "' is missing or no folder");
  std::sort(files.begin(), files.end(),
            [](const CommitFile& a, const CommitFile& b) { return a.name < b.name; });
  return files;
}

std::uint64_t BytesOf(const Commit& commit) {
  std::uint64_t bytes = 0;
  for (const CommitFile& file : commit.lexicon_files) bytes += file.bytes;
  for (const CommitSegment& segment : commit.segments) {
    for (const CommitFile& file : segment.files) bytes += file.bytes;
    if (segment.deletions) bytes += segment.deletions->bytes;
  }
  return bytes;
}

std::set<std::string> NamesIn(const Commit& commit) {
  std::set<std::string> names = {commit.file(), commit.lexicon};
  for (const CommitSegment& segment : commit.segments) {
    names.insert(segment.name);
    if (segment.deletions) names.insert(segment.deletions->name);
  }
  return names;
}

std::set<std::string> CurrentNames(const std::string& index) {
  try {
    const Stub stub = ReadStub(index);
    if (stub.commit) return NamesIn(ReadStoredCommit(index));
    std::set<std::string> names;
    for (const std::string& database : stub.databases)
      names.insert(fs::path(database).parent_path().string());
    return names;
  } catch (const Error&) {  // There is none, or none that can be read.
    return {};
  }
}

void RemoveStrays(const std::string& index) {
  if (!HasCommit(index)) return;
  std::set<std::string> names = CurrentNames(index);
  if (names.empty()) return;
  if (const std::optional<std::string> current = ReadStub(index).commit)
    if (const auto before = NewestCommit(index, *NumberIn(*current, kCommitPrefix),
                                         [](const Commit&) { return true; }))
      names.merge(NamesIn(*before));
  RemoveAllBut(index, names);
}

std::vector<std::string> NamesBut(const std::string& index, const std::set<std::string>& kept) {
  std::vector<std::string> names;
  for (const std::string& name : NamesOf(index)) {
    if (!IsOurs(name)) continue;
    if (!kept.contains(name)) {
      names.push_back(name);
      continue;
    }
    for (const std::string& file : NamesOf(PathOf(index, name))) {
      // Some may be those that a run began to write.
      std::string in_folder = (fs::path(name) / file).string();
      if (file.starts_with(kDeletionsPrefix) && !kept.contains(in_folder))
        names.push_back(std::move(in_folder));
    }
  }
  return names;
}

void RemoveAllBut(const std::string& index, const std::set<std::string>& kept) {
  for (const std::string& name : NamesBut(index, kept)) {
    std::error_code ignored;
    fs::remove_all(PathOf(index, name), ignored);
  }
}

}  // namespace dssearch::format
