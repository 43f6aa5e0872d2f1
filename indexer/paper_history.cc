#include "indexer/paper_history.h"

#include <utility>

#include "dssearch/error.h"
#include "searcher/format/commit.h"
#include "searcher/format/damage.h"
#include "searcher/format/record.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch::indexer {

void PaperHistory::NoteRuns(const std::string& id, std::string_view record,
                            PublishedPapers* published, Xapian::docid existing,
                            format::Provenance& provenance) {
  provenance.added = provenance.changed = run_;
  PublishedPapers* const before = published != nullptr ? published : Replaced();
  if (published == nullptr && before != nullptr) existing = before->Find(format::IdTerm(id));
  if (existing != 0) {
    provenance.added = before->RunOf(existing, format::kAddedField);
    if (before->HasRecord(existing, record))
      provenance.changed = before->RunOf(existing, format::kChangedField);
    added_.try_emplace(format::IdHash(id), provenance.added);
  } else if (const auto known = added_.find(format::IdHash(id)); known != added_.end()) {
    provenance.added = known->second;
  }
}

// What is damaged is not read, since only a rebuild mends it.
PublishedPapers* PaperHistory::Replaced() {
  if (replaced_) return replaced_->get();
  replaced_.emplace(nullptr);
  if (!format::HasCommit(index_)) return nullptr;
  try {
    format::Guard([&] {
      const format::Commit commit = format::ReadCommit(index_);
      for (const format::CommitSegment& one : commit.segments)
        if (format::FilesIn(index_, one.name) != one.files)
          format::FailDamaged("the files of '" + one.name + "' are not those of the commit");
      *replaced_ = std::make_unique<PublishedPapers>(index_, commit);
    });
  } catch (const Error& e) {
    // Those of other formats have no runs.
    if (e.code() != ErrorCode::kIndexFormat) unreadable_ = e.what();
  }
  return replaced_->get();
}

}  // namespace dssearch::indexer
