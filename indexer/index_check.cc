#include "indexer/index_check.h"

#include <xapian.h>

#include <algorithm>
#include <filesystem>

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

}  // namespace

std::vector<std::string> CheckIndex(const std::string& index) {
  return format::Guard([&] {
    std::vector<std::string> problems;
    const format::Generation generation = format::ReadGeneration(index);
    for (const std::string& shard : generation.shards) {
      const Xapian::Database database = format::OpenShard(shard, text::Analyzer::Id());
      if (const std::size_t errors = Xapian::Database::check(shard, 0, nullptr); errors > 0)
        problems.push_back("Xapian finds " + std::to_string(errors) + " errors in '" + shard + "'");
      CheckPapers(database, problems);
      const format::Manifest manifest = format::ReadManifest(index, generation.name);
      // A run that ended between its commit and the manifest left an old one.
      if (manifest.revision != database.get_revision()) continue;
      if (manifest.papers != database.get_doccount())
        problems.push_back("the manifest counts " + std::to_string(manifest.papers) +
                           " papers, there are " + std::to_string(database.get_doccount()));
      if (manifest.digest != format::DigestOf(database))
        problems.emplace_back("the papers are not those of the manifest");
      if (!manifest.files.empty() &&
          manifest.files !=
              format::FilesOf(index, generation.name, fs::path(shard).filename().string()))
        problems.emplace_back("the files are not those of the manifest");
    }
    return problems;
  });
}

}  // namespace dssearch::indexer
