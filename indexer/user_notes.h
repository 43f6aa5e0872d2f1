#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/user_notes.h"

namespace dssearch::indexer {

/// What the notes of an index's user come to.
struct NoteCounts {
  std::size_t papers = 0;  ///< How many papers of the index have a note.
  /// The ids of those papers of earlier runs that are written again, since notes on them have come,
  /// changed or gone.
  std::vector<std::string> updated = {};
  std::size_t removed = 0;  ///< How many of these have no note any more.
  /// What notes call papers that the index does not have.
  std::vector<std::string> unmatched = {};
};

/// The notes of an index's user, each on the paper with one identifier: a note is on every paper
/// that has it, in whatever form (format::IdentifiersOf), which are mostly one paper. What a paper
/// gets depends on nothing but the paper and the notes, so that it is the same in every run. Not
/// thread-safe.
class UserNotes {
 public:
  UserNotes() = default;

  /// Those on one identifier become one note, in their order (format::Append).
  explicit UserNotes(const std::vector<format::UserNote>& notes);

  bool empty() const { return notes_.empty(); }

  /// The notes by the term of their identifier (format::IdentifierTerm).
  const std::map<std::string, format::UserNote>& by_term() const { return notes_; }

  /// The terms of the notes on a paper: on its id, then on its other identifiers. The id that
  /// another paper has already ("ID #28faff" stands apart from "ID") is none of these.
  std::vector<std::string> TermsOf(const Paper& paper) const;

  /// What all notes on a paper say, in this order, without an id.
  format::UserNote Of(const Paper& paper) const;

  /// The terms of the notes that are in one of both alone, or differ.
  std::set<std::string> DifferencesFrom(const UserNotes& others) const;

 private:
  std::map<std::string, format::UserNote> notes_;
};

}  // namespace dssearch::indexer
