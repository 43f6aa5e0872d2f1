#include "searcher/format/stored_index.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include "dssearch/error.h"
#include "searcher/format/commit.h"
#include "searcher/format/damage.h"
#include "searcher/format/deletions.h"
#include "searcher/format/open_database.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

bool CanBeUpgraded(int format) { return format >= kOldestStoredFormat && format <= kFormatVersion; }

// Before format 7 an index was one database, stamped with its format.
Xapian::Database OldDatabase(const std::string& index, const Stub& stub) {
  const fs::path folder = fs::path(index) / stub.databases.front();
  std::error_code ignored;
  for (fs::directory_iterator file(folder, ignored), end; file != end; file.increment(ignored))
    if (!file->is_regular_file(ignored))  // Xapian would wait for a pipe.
      FailDamaged("'" + file->path().string() + "' is no file");
  return OpenDatabase(folder.string());
}

std::int64_t TimeOfStub(const std::string& index) {
  struct stat info {};
  return ::stat(StubPath(index).c_str(), &info) == 0 ? info.st_mtim.tv_sec : 0;
}

int FormatOf(const Xapian::Database& database) {
  const std::string text = Guard([&] { return database.get_metadata("format"); });
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

void FailFormat(int format) {
  throw Error(
      ErrorCode::kIndexFormat,
      format == 0 ? "the index was not made by dsindex"
                  : "the index has format " + std::to_string(format) + ", this program reads " +
                        std::to_string(kFormatVersion),
      CanBeUpgraded(format) ? "upgrade the index: dsindex --upgrade --index INDEX" : kRebuildHint);
}

int FormatOf(const std::string& index, const Stub& stub) {
  return FormatOf(OldDatabase(index, stub));
}

namespace {

StoredIndex OpenOnce(const std::string& index) {
  StoredIndex stored;
  const Stub stub = ReadStub(index);
  if (!stub.commit) {
    const Xapian::Database database = OldDatabase(index, stub);
    stored.format = FormatOf(database);
    if (!CanBeUpgraded(stored.format)) FailFormat(stored.format);
    stored.run.time = TimeOfStub(index);
    stored.analyzer = database.get_metadata("analyzer");
    stored.parts.push_back({database});
    stored.lexicon = database;
    return stored;
  }
  const Commit commit = ReadStoredCommit(index);
  stored.format = commit.format;
  if (!CanBeUpgraded(stored.format)) FailFormat(stored.format);
  stored.run = {commit.number, stored.format < kFirstRunFormat ? TimeOfStub(index) : commit.time};
  stored.analyzer = commit.analyzer;
  for (const CommitSegment& segment : commit.segments) {
    StoredIndex::Part part{OpenDatabase(index, segment.name, segment.files),
                           ReadDeletions(index, segment)};
    if (stored.format >= kFirstStoredValuesFormat)
      part.values = StoredValues::Map(index, segment.name);
    if (stored.format >= kFirstColumnsFormat) part.columns = Columns::Map(index, segment.name);
    stored.parts.push_back(std::move(part));
  }
  stored.lexicon = OpenDatabase(index, commit.lexicon, commit.lexicon_files);
  return stored;
}

}  // namespace

StoredIndex OpenStoredIndex(const std::string& index) {
  return ReadCurrent(index, [&] { return OpenOnce(index); });
}

Xapian::Database OpenStoredLexicon(const std::string& index) {
  return ReadCurrent(index, [&] {
    const Stub stub = ReadStub(index);
    if (!stub.commit) return OpenOnce(index).lexicon;
    const Commit commit = ReadStoredCommit(index);
    if (!CanBeUpgraded(commit.format)) FailFormat(commit.format);
    return OpenDatabase(index, commit.lexicon, commit.lexicon_files);
  });
}

void ForEachStoredPaper(const StoredIndex& index,
                        const std::function<void(const Paper&, const Provenance&)>& visit) {
  for (const auto& [database, deleted, values, columns] : index.parts) {
    RecordUnpacker unpacker(database.get_metadata(kDictionaryKey));
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      if (std::binary_search(deleted.begin(), deleted.end(), *it)) continue;
      Provenance provenance =
          columns ? ProvenanceOf(*it, *columns, database)
                  : OldProvenanceOf(database.get_document(*it), database, index.format);
      if (index.format < kFirstRunFormat) provenance.added = provenance.changed = index.run;
      const std::string record =
          values ? unpacker.Unpack(values->Of(kRecordSlot, *it))
                 : unpacker.Unpack(database.get_document(*it).get_value(kRecordSlot));
      visit(DecodeRecordAsRead(record), provenance);
    }
  }
}

}  // namespace dssearch::format
