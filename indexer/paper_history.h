#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/published_papers.h"
#include "searcher/format/provenance.h"
#include "searcher/format/run.h"

namespace dssearch::indexer {

/// When the papers that a run puts into an index were added, and last changed. Not thread-safe.
/// Members throw Error and Xapian::Error.
class PaperHistory {
 public:
  /// Of the run that makes the commit with this number in the directory `index`.
  PaperHistory(std::string index, unsigned long commit)
      : index_(std::move(index)), run_{.commit = commit} {}

  /// The run. Its time is not known before it is published.
  const format::Run& run() const { return run_; }

  /// Notes in the provenance of a paper the run that added it and the one that changed it last.
  /// These are this run, or those of what the paper replaces: the document `existing` of
  /// `published`, 0 for none; or where `published` is null, the paper with this id in the index
  /// that is rebuilt, if that is of this format and undamaged.
  void NoteRuns(const std::string& id, std::string_view record, PublishedPapers* published,
                Xapian::docid existing, format::Provenance& provenance);

  /// Why the index that is rebuilt could not be read; empty if it could, or has no runs.
  const std::string& unreadable() const { return unreadable_; }

 private:
  PublishedPapers* Replaced();

  std::string index_;
  format::Run run_;
  /// The runs that added papers which were replaced, by hash of the id: of those that repeat an id
  /// only the first finds what all of them replace.
  std::unordered_map<std::uint64_t, format::Run> added_;
  /// The index that is rebuilt, once it was looked for; null where there is none.
  std::optional<std::unique_ptr<PublishedPapers>> replaced_;
  std::string unreadable_;
};

}  // namespace dssearch::indexer
