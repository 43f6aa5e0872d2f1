#pragma once

#include <xapian.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/published_papers.h"
#include "indexer/user_notes.h"
#include "searcher/format/user_notes.h"

namespace dssearch::indexer {

/// The user's notes of an index that is being written, and which of its papers they are on. Not
/// thread-safe. Members that are given published papers throw Error and Xapian::Error.
class NoteWriter {
 public:
  /// Begins with the notes that hold already.
  explicit NoteWriter(UserNotes notes = {}) : notes_(std::move(notes)) {}

  /// Sets other notes in their place.
  void Set(UserNotes notes);

  /// Whether any that were set differ from those before.
  bool changed() const { return !changed_.empty(); }

  /// What notes say of a paper.
  format::UserNote Of(const Paper& paper) const { return notes_.Of(paper); }

  /// Takes down that a paper is put, in place of the one with the same id, or is no more.
  void Put(const Paper& paper);
  void Remove(const std::string& id) { put_.erase(id); }

  /// What the notes come to with the papers that are published and not deleted, and those put.
  NoteCounts Count(PublishedPapers* published) const;

  /// A published paper that notes which have come, changed or gone are on.
  struct Renoted {
    Xapian::docid doc = 0;
    Paper paper;            ///< As it was read.
    format::UserNote note;  ///< What notes say of it now,
    std::string record;     ///< and its record with that.
  };
  /// Calls `visit` for each that is not deleted, which `visit` may change.
  void ForEachRenoted(PublishedPapers& published, const std::function<void(Renoted)>& visit) const;

  /// Writes the notes into the metadata of a database that has those before them, or none.
  void Write(Xapian::WritableDatabase& database) const;

 private:
  UserNotes notes_;
  std::set<std::string> changed_;                        ///< The terms of those that differ.
  std::map<std::string, std::vector<std::string>> put_;  ///< The terms of notes, by paper put.
};

}  // namespace dssearch::indexer
