#include "indexer/index_check.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/columns.h"
#include "searcher/format/commit.h"
#include "searcher/format/deletions.h"
#include "searcher/format/open_database.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/regular_file.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_values.h"
#include "searcher/format/stub.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

using Deleted = std::vector<Xapian::docid>;

// Checks that the stored record of each paper matches its id, its hash and its term.
void CheckPapers(const Xapian::Database& database, const format::Columns& columns,
                 const format::StoredValues& values, const Deleted& deleted,
                 std::vector<std::string>& problems) {
  constexpr std::size_t kMaxListed = 10;
  std::size_t wrong = 0;
  format::RecordUnpacker unpacker(database.get_metadata(format::kDictionaryKey));
  const format::Columns::Column ids = columns.Of(SlotOf(format::kIdField));
  const format::Columns::Column hashes = columns.Of(format::kContentHashSlot);
  const auto is_there = [&](Xapian::docid doc) {
    return !std::binary_search(deleted.begin(), deleted.end(), doc);
  };
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    if (!is_there(*it)) continue;
    const std::string id(ids.TextOf(*it));
    bool good = false;
    try {
      const std::string record = unpacker.Unpack(values.Of(format::kRecordSlot, *it));
      good = hashes.TextOf(*it) == format::ContentHash(record) &&
             format::DecodeRecord(record).id == id;
    } catch (const Error&) {  // It is no record.
    }
    const std::string term = format::IdTerm(id);
    good = good &&
           std::count_if(database.postlist_begin(term), database.postlist_end(term), is_there) == 1;
    if (!good && ++wrong <= kMaxListed) problems.push_back("the paper '" + id + "' is damaged");
  }
  if (wrong > kMaxListed)
    problems.push_back(std::to_string(wrong - kMaxListed) + " more are damaged");
}

// What Xapian's own check finds in a database. A damaged one may end the process that checks it.
std::optional<std::string> CheckDatabase(const std::string& path) {
  // It opens files for writing. Where that is not allowed (EACCES; EPERM of immutable files, EROFS
  // of a folder mounted for reading), their hashes have to do.
  if (::faccessat(AT_FDCWD, (path + "/postlist.glass").c_str(), W_OK, AT_EACCESS) != 0)
    return std::nullopt;
  const pid_t child = ::fork();
  if (child == 0) {
    int status = 2;
    try {
      status = Xapian::Database::check(path, 0, nullptr) == 0 ? 0 : 1;
    } catch (...) {  // Whatever it is, the parent says that there are errors.
    }
    ::_exit(status);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child)
    throw Error(ErrorCode::kIo, "cannot start a process to check the index", "try again");
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return std::nullopt;
  return "Xapian finds errors in '" + path + "'";
}

// Whether the files of a folder are those of the commit. Says what is wrong.
bool CheckFiles(const std::string& index, const std::string& folder,
                const std::vector<format::CommitFile>& files, std::vector<std::string>& problems) {
  std::error_code ignored;
  std::vector<format::CommitFile> others;
  if (fs::is_directory(fs::path(index) / folder, ignored)) others = format::FilesIn(index, folder);
  if (others == files) return true;
  const auto other = std::find_if(others.begin(), others.end(), [&](const auto& file) {
    return std::find(files.begin(), files.end(), file) == files.end();
  });
  problems.push_back("the files of '" + folder + "' are not those of the commit" +
                     (other == others.end() ? "" : ": '" + other->name + "'"));
  return false;
}

// Whether the stub has what a run writes for this commit, to the byte.
bool IsStubOf(const format::Commit& commit, const std::string& index) {
  format::Stub stub = format::ReadStub(index);
  stub.commit = commit.name();
  stub.databases.clear();
  for (const format::CommitSegment& segment : commit.segments)
    stub.databases.push_back(segment.name);
  const std::string expected = format::ToText(stub);
  std::error_code ignored;
  return format::ReadRegularFile(format::StubPath(index), expected.size(), ignored) == expected;
}

std::vector<std::string> CheckCommit(const std::string& index) {
  return format::Guard([&] {
    std::vector<std::string> problems;
    const format::Commit commit = format::ReadCommit(index, text::Analyzer::Id());
    const auto is_sound = [&](const std::string& folder,
                              const std::vector<format::CommitFile>& files) {
      // Xapian does not read what is known to be damaged.
      if (!CheckFiles(index, folder, files, problems)) return false;
      if (std::optional<std::string> problem = CheckDatabase((fs::path(index) / folder).string())) {
        problems.push_back(*std::move(problem));
        return false;
      }
      return true;
    };
    std::uint64_t papers = 0;
    for (const format::CommitSegment& segment : commit.segments) {
      papers += segment.papers - segment.deleted;
      if (!is_sound(segment.name, segment.files)) continue;
      const Xapian::Database database = format::OpenDatabase(index, segment.name, segment.files);
      const Deleted deleted = format::ReadDeletions(index, segment);
      const auto values = format::StoredValues::Map(index, segment.name);
      const auto columns = format::Columns::Map(index, segment.name);
      CheckPapers(database, *columns, *values, deleted, problems);
      if (segment.papers != database.get_doccount() || segment.deleted != deleted.size())
        problems.push_back("the commit counts other papers in '" + segment.name + "'");
    }
    is_sound(commit.lexicon, commit.lexicon_files);
    if (papers != commit.papers)
      problems.push_back("the commit counts " + std::to_string(commit.papers) +
                         " papers, there are " + std::to_string(papers));
    if (!IsStubOf(commit, index))
      problems.push_back("'" + format::StubPath(index) + "' is not what the last run wrote");
    return problems;
  });
}

}  // namespace

std::vector<std::string> CheckIndex(const std::string& index) {
  constexpr int kMostTries = 10;
  for (int i = 0; i < kMostTries; ++i) {
    const std::string identity = format::CommitIdentity(index);
    std::vector<std::string> problems =
        format::ReadCurrent(index, [&] { return CheckCommit(index); });
    // A run may have removed what was being checked.
    if (problems.empty() || identity == format::CommitIdentity(index)) return problems;
  }
  throw Error(ErrorCode::kIo, "'" + index + "' changes faster than it can be checked",
              "check it when no run writes to it");
}

}  // namespace dssearch::indexer
