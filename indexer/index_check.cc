#include "indexer/index_check.h"

#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <filesystem>
#include <optional>

#include "dssearch/error.h"
#include "searcher/format/generation.h"
#include "searcher/format/manifest.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

// Checks that the stored record of each paper matches its id, its hash and its term.
void CheckPapers(const Xapian::Database& database, std::vector<std::string>& problems) {
  constexpr std::size_t kMaxListed = 10;
  std::size_t wrong = 0;
  format::RecordUnpacker unpacker(database.get_metadata(format::kDictionaryKey));
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const Xapian::Document document = database.get_document(*it);
    const std::string id = document.get_value(SlotOf(format::kIdField));
    bool good = false;
    try {
      const std::string record = unpacker.Unpack(document.get_value(format::kRecordSlot));
      good =
          document.get_value(format::kContentHashSlot).starts_with(format::ContentHash(record)) &&
          format::DecodeRecord(record).id == id;
    } catch (const Error&) {  // It is no record.
    }
    const std::string term = format::IdTerm(id);
    good = good && database.get_termfreq(term) == 1;
    if (!good && ++wrong <= kMaxListed) problems.push_back("the paper '" + id + "' is damaged");
  }
  if (wrong > kMaxListed)
    problems.push_back(std::to_string(wrong - kMaxListed) + " more are damaged");
}

// What Xapian's own check finds in a database. A damaged one may end the process that checks it.
std::optional<std::string> CheckDatabase(const std::string& path) {
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

// What does not match what the manifest says of the shard.
void CheckManifest(const format::Manifest& manifest, const Xapian::Database& database,
                   std::vector<std::string>& problems) {
  // A run that ended between its commit and the manifest left an old one.
  if (manifest.revision != database.get_revision()) return;
  if (manifest.papers != database.get_doccount())
    problems.push_back("the manifest counts " + std::to_string(manifest.papers) +
                       " papers, there are " + std::to_string(database.get_doccount()));
  if (manifest.digest != format::DigestOf(database))
    problems.emplace_back("the papers are not those of the manifest");
}

}  // namespace

std::vector<std::string> CheckIndex(const std::string& index) {
  return format::Guard([&] {
    std::vector<std::string> problems;
    const format::Generation generation = format::ReadGeneration(index);
    const format::Manifest manifest = format::ReadManifest(index, generation.name);
    for (const std::string& shard : generation.shards) {
      // Xapian does not read what is known to be damaged.
      if (!manifest.files.empty() &&
          manifest.files !=
              format::FilesOf(index, generation.name, fs::path(shard).filename().string())) {
        problems.emplace_back("the files are not those of the manifest");
        continue;
      }
      if (std::optional<std::string> problem = CheckDatabase(shard)) {
        problems.push_back(*std::move(problem));
        continue;
      }
      const Xapian::Database database = format::OpenShard(shard, text::Analyzer::Id());
      CheckPapers(database, problems);
      CheckManifest(manifest, database, problems);
    }
    return problems;
  });
}

}  // namespace dssearch::indexer
