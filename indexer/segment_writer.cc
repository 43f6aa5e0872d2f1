#include "indexer/segment_writer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "dssearch/error.h"
#include "indexer/glass/glass_writer.h"
#include "indexer/inversion/database_source.h"
#include "indexer/inversion/merge.h"
#include "indexer/inversion/title_order.h"
#include "indexer/segment_metadata.h"
#include "searcher/format/columns.h"
#include "searcher/format/damage.h"
#include "searcher/format/deletions.h"
#include "searcher/format/index_names.h"
#include "searcher/format/postings.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_values.h"

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

// A file of a segment that is being written.
class File {
 public:
  File(const fs::path& folder, const char* name)
      : path_(folder / name), stream_(path_, std::ios::binary) {}

  std::ostream& stream() { return stream_; }

  void Finish() {
    if (!stream_.flush())
      throw Error(ErrorCode::kIo, "cannot write '" + path_.string() + "'", "is the disk full?");
  }

 private:
  fs::path path_;
  std::ofstream stream_;
};

// Tells how many of the words of a segment are written, a hundred times at most.
class WordProgress {
 public:
  WordProgress(std::span<const Xapian::termcount> lengths, const MergeProgress& on_progress)
      : total_(SumOf(lengths)), on_progress_(on_progress) {}

  void Add(std::span<const Xapian::termcount> wdfs) {
    constexpr std::uint64_t kSteps = 100;
    done_ += SumOf(wdfs);
    if (done_ < next_) return;
    next_ = done_ < total_ ? std::min(done_ + total_ / kSteps + 1, total_)
                           : std::numeric_limits<std::uint64_t>::max();
    on_progress_(done_, total_);
  }

 private:
  static std::uint64_t SumOf(std::span<const Xapian::termcount> counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  }

  const std::uint64_t total_;
  const MergeProgress& on_progress_;
  std::uint64_t done_ = 0;
  std::uint64_t next_ = 0;  ///< What is told next.
};

// Whether a slot is that of a run.
bool IsRun(unsigned slot) {
  return slot == SlotOf(format::kAddedField) || slot == SlotOf(format::kChangedField);
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
  builder_.Add({paper, std::move(record), provenance});
}

format::CommitSegment SegmentWriter::Write(
    const std::vector<const PublishedPapers::Segment*>& merged,
    const std::vector<Xapian::Database>& kept, const format::Run& run,
    const MergeProgress& on_progress) {
  format::CommitSegment segment{.name = uncommitted_.Add(name_)};
  const fs::path folder = fs::path(index_) / segment.name;
  std::vector<std::unique_ptr<MergeSource>> sources;
  std::map<std::string, std::string> metadata;
  std::set<Xapian::docid> deleted;
  for (const PublishedPapers::Segment* one : merged) {
    // What is damaged must not become part of what has a right hash.
    if (format::FilesIn(index_, one->commit.name) != one->commit.files)
      format::FailDamaged("the files of '" + one->commit.name + "' are not those of the commit");
    for (const Xapian::docid doc : one->DeletedDocs())
      deleted.insert(static_cast<Xapian::docid>(segment.papers) + doc);
    segment.papers += one->commit.papers;
    sources.push_back(OpenDatabaseSource(one->database, one->columns, one->values));
    for (auto key = one->database.metadata_keys_begin(); key != one->database.metadata_keys_end();
         ++key)
      metadata.try_emplace(*key, one->database.get_metadata(*key));
  }
  for (const SortedRun& sorted : builder_.Finish()) sources.push_back(sorted.Open());
  segment.papers += builder_.size();
  for (const auto& [hash, provenance] : sources_) metadata.insert(format::SourceEntry(provenance));
  metadata[format::kDictionaryKey] = builder_.dictionary();
  WriteFiles(folder, sources, kept, std::move(metadata), run, deleted, on_progress);
  sources.clear();
  std::error_code ignored;
  fs::remove_all(build_folder_, ignored);
  SyncFolder(folder);
  segment.files = format::FilesIn(index_, segment.name);
  WriteDeletions(index_, {deleted.begin(), deleted.end()}, run.commit, segment, uncommitted_);
  return segment;
}

void SegmentWriter::WriteFiles(const fs::path& folder,
                               const std::vector<std::unique_ptr<MergeSource>>& sources,
                               const std::vector<Xapian::Database>& kept,
                               std::map<std::string, std::string> metadata, const format::Run& run,
                               std::set<Xapian::docid>& deleted,
                               const MergeProgress& on_progress) const {
  glass::GlassWriter database(folder);
  SegmentMetadata of_terms(kept);
  const std::vector<Xapian::termcount> lengths = LengthsOf(sources);
  File postings_file(folder, format::kPostingsFile);
  format::PostingsWriter postings(postings_file.stream(), lengths);
  File values_file(folder, format::kStoredValuesFile);
  format::StoredValuesWriter values(values_file.stream());
  File columns_file(folder, format::kColumnsFile);
  format::ColumnsWriter columns(columns_file.stream(), lengths.size() - 1);
  columns.AddNumbers(format::Columns::kLengths, lengths);
  TitleOrder titles(lengths.size() - 1);
  const auto add_value = [&, untimed = format::EncodeRun({.commit = run.commit}),
                          timed = format::EncodeRun(run)](unsigned slot, Xapian::docid document,
                                                          std::string_view value) {
    if (slot == format::kTitleOrderSlot) return titles.SetTitle(document, value);
    if (format::IsStored(slot)) return values.Add(slot, document, value);
    if (slot == SlotOf(format::kIdField)) titles.SetId(document, value);
    columns.Add(slot, document, IsRun(slot) && value == untimed ? timed : value);
  };
  std::optional<WordProgress> progress;
  if (on_progress) progress.emplace(lengths, on_progress);
  MergeSources(sources, lengths, database, add_value,
               [&](std::string_view term, std::span<const Xapian::docid> documents,
                   std::span<const Xapian::termcount> wdfs) {
                 postings.Add(term, documents, wdfs);
                 of_terms.AddTerm(term, documents.size());
                 if (const auto found = repeated_.find(term); found != repeated_.end())
                   deleted.insert(documents.begin(), documents.end() - (found->second ? 1 : 0));
                 if (progress) progress->Add(wdfs);
               });
  of_terms.NoteIn(metadata);
  database.Finish(metadata);
  format::AddStems(Xapian::Database(folder.string()), postings);
  postings.Finish();
  postings_file.Finish();
  values.Finish();
  values_file.Finish();
  columns.AddNumbers(format::kTitleOrderSlot, titles.Places());
  columns.Finish();
  columns_file.Finish();
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
