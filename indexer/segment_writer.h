#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/inversion/merge_source.h"
#include "indexer/published_papers.h"
#include "indexer/segment_builder.h"
#include "indexer/uncommitted.h"
#include "searcher/format/commit.h"
#include "searcher/format/provenance.h"
#include "searcher/format/run.h"

namespace dssearch::indexer {

/// Called now and then with the words that are written of a segment, and with all of them.
using MergeProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Writes the papers of a run as a segment of an index, durably. Not thread-safe. Members throw
/// Error kIo, Xapian::Error, and what a thread of SegmentBuilder threw.
class SegmentWriter {
 public:
  /// `uncommitted`, which must outlive it, is told what it makes. Records are packed with
  /// `dictionary`; without one, with one of their own.
  SegmentWriter(std::string index, unsigned jobs, std::optional<std::string> dictionary,
                Uncommitted& uncommitted);

  /// Adds a paper, whose record is that of format::EncodeRecord(). Where the run is the one that
  /// writes the segment, its time is not known yet.
  void Add(const Paper& paper, std::string record, const format::Provenance& provenance);

  /// Notes that papers with this term of an id were added before: the last of them counts.
  void AddRepeated(std::string id_term) { repeated_[std::move(id_term)] = true; }

  /// Notes that no paper counts that was added with this term of an id, until another one is.
  void Withdraw(std::string id_term) { repeated_[std::move(id_term)] = false; }

  /// How many papers were added.
  std::size_t size() const { return builder_.size(); }

  /// Writes the segment of the commit of this run: the papers of `merged`, then those that were
  /// added. `kept` are the other segments of the commit. No more may be added then.
  format::CommitSegment Write(const std::vector<const PublishedPapers::Segment*>& merged,
                              const std::vector<Xapian::Database>& kept, const format::Run& run,
                              const MergeProgress& on_progress = {});

 private:
  /// Writes the database and the files beside it, with the time of the run for its papers, and
  /// notes what repeats a paper in `deleted`.
  void WriteFiles(const std::filesystem::path& folder,
                  const std::vector<std::unique_ptr<MergeSource>>& sources,
                  const std::vector<Xapian::Database>& kept,
                  std::map<std::string, std::string> metadata, const format::Run& run,
                  std::set<Xapian::docid>& deleted, const MergeProgress& on_progress) const;

  std::string index_;
  Uncommitted& uncommitted_;
  std::string name_;          ///< That of the segment.
  std::string build_folder_;  ///< The path of what `builder_` writes.
  SegmentBuilder builder_;
  std::map<std::string, format::Provenance> sources_;  ///< Of the papers, by hash.
  /// Terms of ids of which not all papers count, and whether the last one does.
  std::map<std::string, bool, std::less<>> repeated_;
};

/// Writes the deletions of a segment, if any, as those of a commit, and notes them in `segment`.
/// Throws Error kIo.
void WriteDeletions(const std::string& index, const std::vector<Xapian::docid>& deleted,
                    unsigned long commit, format::CommitSegment& segment, Uncommitted& uncommitted);

}  // namespace dssearch::indexer
