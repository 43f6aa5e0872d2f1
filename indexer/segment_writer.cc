#include "indexer/segment_writer.h"

#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "dssearch/error.h"
#include "indexer/segment_metadata.h"
#include "searcher/format/columns.h"
#include "searcher/format/damage.h"
#include "searcher/format/deletions.h"
#include "searcher/format/index_names.h"
#include "searcher/format/postings.h"
#include "searcher/format/record_codec.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

// The folder of the builder, without what a run that was killed may have left there.
std::string EmptyFolder(const std::string& index, const std::string& name) {
  fs::path folder = fs::path(index) / name;
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return folder.string();
}

void WriteColumns(const fs::path& folder) {
  const fs::path path = folder / format::kColumnsFile;
  std::ofstream file(path, std::ios::binary);
  file << format::Columns::Encode(Xapian::Database(folder.string()));
  if (!file.flush())
    throw Error(ErrorCode::kIo, "cannot write '" + path.string() + "'", "is the disk full?");
}

void WritePostings(const fs::path& folder) {
  const fs::path path = folder / format::kPostingsFile;
  std::ofstream file(path, std::ios::binary);
  format::WritePostings(Xapian::Database(folder.string()), file);
  if (!file.flush())
    throw Error(ErrorCode::kIo, "cannot write '" + path.string() + "'", "is the disk full?");
}

}  // namespace

SegmentWriter::SegmentWriter(std::string index, unsigned jobs,
                             std::optional<std::string> dictionary, Uncommitted& uncommitted)
    : index_(std::move(index)),
      uncommitted_(uncommitted),
      name_(format::NextName(index_, format::kSegmentPrefix)),
      build_folder_(
          EmptyFolder(index_, uncommitted.Add(std::string(format::kBuildPrefix) +
                                              name_.substr(format::kSegmentPrefix.size())))),
      builder_(build_folder_, jobs, std::move(dictionary)) {}

void SegmentWriter::Add(const Paper& paper, std::string record,
                        const format::Provenance& provenance) {
  sources_.try_emplace(provenance.source_hash, provenance);
  for (const format::Run& run : {provenance.added, provenance.changed})
    runs_.try_emplace(run.commit, run);
  builder_.Add({paper, std::move(record), provenance});
}

format::CommitSegment SegmentWriter::Write(
    const std::vector<const PublishedPapers::Segment*>& merged,
    const std::vector<Xapian::Database>& kept, const format::Run& run) {
  format::CommitSegment segment{.name = uncommitted_.Add(name_)};
  const fs::path folder = fs::path(index_) / segment.name;
  std::vector<fs::path> databases;
  std::set<Xapian::docid> deleted;
  for (const PublishedPapers::Segment* one : merged) {
    databases.push_back(fs::path(index_) / one->commit.name);
    // What is damaged must not become part of what has a right hash.
    if (format::FilesIn(index_, one->commit.name) != one->commit.files)
      format::FailDamaged("the files of '" + one->commit.name + "' are not those of the commit");
    for (const Xapian::docid doc : one->DeletedDocs())
      deleted.insert(static_cast<Xapian::docid>(segment.papers) + doc);
    segment.papers += one->commit.papers;
  }
  const std::vector<fs::path>& built = builder_.Finish();
  databases.insert(databases.end(), built.begin(), built.end());
  segment.papers += builder_.size();
  SegmentBuilder::Merge(databases, folder, build_folder_);
  std::error_code ignored;
  fs::remove_all(build_folder_, ignored);
  Xapian::WritableDatabase database(folder.string(), Xapian::DB_OPEN | kSegmentFlags);
  for (const std::string& id_term : repeated_) {
    const std::vector<Xapian::docid> docs(database.postlist_begin(id_term),
                                          database.postlist_end(id_term));
    if (!docs.empty()) deleted.insert(docs.begin(), docs.end() - 1);
  }
  WriteMetadata(kept, run, database);
  database.commit();
  database.close();
  WriteColumns(folder);
  WritePostings(folder);
  SyncFolder(folder);
  segment.files = format::FilesIn(index_, segment.name);
  WriteDeletions(index_, {deleted.begin(), deleted.end()}, run.commit, segment, uncommitted_);
  return segment;
}

void SegmentWriter::WriteMetadata(const std::vector<Xapian::Database>& kept, const format::Run& run,
                                  Xapian::WritableDatabase& segment) {
  WriteForms(segment);
  WriteSharedIdentifiers(segment, kept);
  for (const auto& [hash, provenance] : sources_) format::WriteSource(provenance, segment);
  runs_.insert_or_assign(run.commit, run);
  for (const auto& [commit, one] : runs_) format::WriteRun(one, segment);
  segment.set_metadata(format::kDictionaryKey, builder_.dictionary());
}

void WriteDeletions(const std::string& index, const std::vector<Xapian::docid>& deleted,
                    unsigned long commit, format::CommitSegment& segment,
                    Uncommitted& uncommitted) {
  segment.deleted = deleted.size();
  if (deleted.empty()) return;
  segment.deletions = format::WriteDeletions(index, segment, commit, deleted);
  uncommitted.Add(segment.deletions->name);
}

}  // namespace dssearch::indexer
