#include "searcher/format/generation.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <sstream>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/regular_file.h"
#include "searcher/format/replace_file.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kStub = "XAPIANDB";
constexpr std::string_view kGenerationPrefix = "gen-";
constexpr std::size_t kMaxStubBytes = 4096;  // It has a line.
constexpr const char* kRebuildHint = "rebuild the index: dsindex --rebuild PATH";
constexpr const char* kUpgradeHint = "upgrade the index: dsindex --upgrade";

std::string Path(const std::string& index, std::string_view name) {
  return (fs::path(index) / name).string();
}

// The number of a generation: 7 for "gen-000007".
std::optional<unsigned long> GenerationNumber(const std::string& name) {
  if (!name.starts_with(kGenerationPrefix)) return std::nullopt;
  const std::string digits = name.substr(kGenerationPrefix.size());
  if (digits.empty() || digits.size() > 9 ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return std::stoul(digits);
}

[[noreturn]] void FailToRead(const std::string& index, const std::error_code& why) {
  throw Error(ErrorCode::kIo, "cannot read the index '" + index + "': " + why.message(),
              "check the permissions of the folder");
}

// The number of the format that a database is stamped with, 0 where it is none.
int FormatOf(const Xapian::Database& database) {
  const std::string version = database.get_metadata("format");
  int number = 0;
  const auto [end, error] =
      std::from_chars(version.data(), version.data() + version.size(), number);
  return error == std::errc() && end == version.data() + version.size() ? number : 0;
}

bool CanBeUpgraded(int format) { return format >= kOldestStoredFormat && format <= kFormatVersion; }

[[noreturn]] void FailFormat(int format) {
  throw Error(ErrorCode::kIndexFormat,
              format == 0 ? "the index was not made by dsindex"
                          : "the index has format " + std::to_string(format) +
                                ", this program reads " + std::to_string(kFormatVersion),
              CanBeUpgraded(format) ? kUpgradeHint : kRebuildHint);
}

void CheckDatabase(const Xapian::Database& database, std::string_view analyzer_id) {
  if (const int format = FormatOf(database); format != kFormatVersion) FailFormat(format);
  const std::string analyzer = database.get_metadata("analyzer");
  if (analyzer != analyzer_id)
    throw Error(ErrorCode::kIndexFormat,
                "the index was cut by another analyzer (" + analyzer + "; this program has " +
                    std::string(analyzer_id) + ")",
                kUpgradeHint);
}

// Opens a shard and checks it. A shard that the stub names must exist, so one that cannot be opened
// is damaged.
template <typename Open, typename Check>
auto Opened(const std::string& path, const Open& open, const Check& check) {
  const auto damaged = [&path](const Xapian::Error& e) {
    return Error(ErrorCode::kIndexCorrupt,
                 "the index is damaged: " + e.get_msg() + ": '" + path + "'", kRebuildHint);
  };
  // Two commits during the opening discard the revision that it began to read.
  constexpr int kAttempts = 10;
  return Guard([&] {
    for (int attempt = 1;; ++attempt) try {
        auto database = open();
        check(database);
        return database;
      } catch (const Xapian::DatabaseModifiedError& e) {
        if (attempt == kAttempts) throw damaged(e);
      } catch (const Xapian::DatabaseVersionError&) {
        throw;
      } catch (const Xapian::DatabaseLockError&) {
        throw;
      } catch (const Xapian::DatabaseError& e) {
        const char* const reason = e.get_error_string();
        const std::error_code denied = std::make_error_code(std::errc::permission_denied);
        if (reason != nullptr && denied.message() == reason) FailToRead(path, denied);
        throw damaged(e);
      }
  });
}

// Removes the generations whose names satisfy `unwanted`.
template <typename Unwanted>
void RemoveGenerations(const std::string& index, const Unwanted& unwanted) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(index, ignored)) {
    const std::string name = entry.path().filename().string();
    if (GenerationNumber(name) && unwanted(name)) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

bool HasGeneration(const std::string& index) {
  std::error_code error;
  const bool exists = fs::exists(Path(index, kStub), error);
  if (error == std::errc::permission_denied) FailToRead(index, error);
  return exists;
}

std::string StubIdentity(const std::string& index) {
  struct stat info {};
  if (::stat(Path(index, kStub).c_str(), &info) != 0) return {};
  return std::to_string(info.st_ino) + ':' + std::to_string(info.st_mtim.tv_sec) + '.' +
         std::to_string(info.st_mtim.tv_nsec);
}

Generation ReadGeneration(const std::string& index) {
  const std::string path = Path(index, kStub);
  std::error_code error;
  const std::optional<std::string> stub = ReadRegularFile(path, kMaxStubBytes, error);
  if (error == std::errc::not_supported)
    throw Error(ErrorCode::kIndexFormat, "'" + path + "' is no file of dsindex", kRebuildHint);
  if (!stub) {
    if (error == std::errc::permission_denied || error == std::errc::io_error)
      FailToRead(index, error);
    // The writer's lock exists before its first index does.
    if (!fs::exists(index, error) || fs::exists(Path(index, "lock"), error))
      throw Error(ErrorCode::kIndexNotFound, "no index at '" + index + "'",
                  "make one: dsindex --index '" + index + "' PATH");
    throw Error(ErrorCode::kIndexNotFound, "'" + index + "' is not an index",
                "name another folder with --index, or make an index there: dsindex --index '" +
                    index + "' PATH");
  }
  Generation generation;
  std::istringstream lines(*stub);
  for (std::string line; std::getline(lines, line);) {
    constexpr std::string_view kAuto = "auto ";
    if (!line.starts_with(kAuto)) continue;
    const fs::path relative = line.substr(kAuto.size());
    generation.name = relative.parent_path().string();
    if (!GenerationNumber(generation.name) || !relative.has_filename() ||
        relative.filename() == "..")
      throw Error(ErrorCode::kIndexFormat,
                  "'" + path + "' names what is not of this index: '" + relative.string() + "'",
                  kRebuildHint);
    generation.shards.push_back(Path(index, relative.string()));
  }
  if (generation.shards.empty())
    throw Error(ErrorCode::kIndexFormat, "'" + path + "' names no database", kRebuildHint);
  return generation;
}

void PublishGeneration(const std::string& index, const std::vector<std::string>& shards) {
  std::string stub;
  for (const std::string& shard : shards) stub += "auto " + shard + '\n';
  ReplaceFile(Path(index, kStub), stub);
}

std::string NextGenerationName(const std::string& index) {
  unsigned long highest = 0;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(index, ignored))
    highest = std::max(highest, GenerationNumber(entry.path().filename().string()).value_or(0));
  std::string digits = std::to_string(highest + 1);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return std::string(kGenerationPrefix) + digits;
}

void RemoveGenerationsBut(const std::string& index, const std::vector<std::string>& kept) {
  RemoveGenerations(index, [&kept](const std::string& name) {
    return std::find(kept.begin(), kept.end(), name) == kept.end();
  });
}

void RemoveGenerationsAfter(const std::string& index, const std::string& current) {
  RemoveGenerations(index, [number = GenerationNumber(current)](const std::string& name) {
    return GenerationNumber(name) > number;
  });
}

void StampDatabase(Xapian::WritableDatabase& database, std::string_view analyzer_id) {
  database.set_metadata("format", std::to_string(kFormatVersion));
  database.set_metadata("analyzer", std::string(analyzer_id));
}

Xapian::Database OpenShard(const std::string& path, std::string_view analyzer_id) {
  return Opened(
      path, [&] { return Xapian::Database(path); },
      [&](const Xapian::Database& database) { CheckDatabase(database, analyzer_id); });
}

StoredPapers OpenStoredPapers(const std::string& path) {
  StoredPapers papers;
  papers.database = Opened(
      path, [&] { return Xapian::Database(path); },
      [&](const Xapian::Database& database) {
        papers.format = FormatOf(database);
        if (!CanBeUpgraded(papers.format)) FailFormat(papers.format);
        papers.analyzer = database.get_metadata("analyzer");
      });
  return papers;
}

Xapian::WritableDatabase OpenShardForUpdate(const std::string& path, std::string_view analyzer_id) {
  return Opened(
      path, [&] { return Xapian::WritableDatabase(path, Xapian::DB_OPEN); },
      [&](const Xapian::Database& database) { CheckDatabase(database, analyzer_id); });
}

}  // namespace dssearch::format
