#include "searcher/format/open_database.h"

#include <cstdint>
#include <filesystem>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/damage.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

// Files of so many bytes are hashed whenever they are opened. Xapian has no checksums, and a wrong
// bit may end a program that reads it; of larger files only --check tells.
constexpr std::uint64_t kHashedAtOpening = std::uint64_t{4} << 20;

}  // namespace

// What an index names must exist, so a database that cannot be opened is damaged.
Xapian::Database OpenDatabase(const std::string& path) {
  return Guard([&] {
    try {
      return Xapian::Database(path);
    } catch (const Xapian::DatabaseVersionError&) {
      throw;
    } catch (const Xapian::DatabaseError& e) {
      const char* const reason = e.get_error_string();
      const std::error_code denied = std::make_error_code(std::errc::permission_denied);
      if (reason != nullptr && denied.message() == reason)
        throw Error(ErrorCode::kIo, "cannot read the index '" + path + "': " + denied.message(),
                    "check the permissions of the folder");
      FailDamaged(e.get_msg() + ": '" + path + "'");
    }
  });
}

Xapian::Database OpenDatabase(const std::string& index, const std::string& folder,
                              const std::vector<CommitFile>& files) {
  for (const CommitFile& file : files) {
    const fs::path path = fs::path(index) / file.name;
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(path, error);
    FailIfDenied(error, path.string());
    if (error || bytes != file.bytes ||
        (bytes <= kHashedAtOpening && FileOf(index, file.name) != file))
      FailDamaged("'" + path.string() + "' is not what the last run wrote");
  }
  return OpenDatabase((fs::path(index) / folder).string());
}

}  // namespace dssearch::format
