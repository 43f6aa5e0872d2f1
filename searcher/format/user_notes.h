#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch::format {

/// What a user says of a paper beside its record (dsindex --notes), which may be anybody's.
struct UserNote {
  std::string id = {};  ///< What the user calls the paper: its id, or another of its identifiers.
  std::vector<std::string> tags = {};
  std::string text = {};

  /// Whether it says nothing.
  bool empty() const { return tags.empty() && text.empty(); }

  bool operator==(const UserNote&) const = default;
};

/// Adds what another note says: its tags that are not there, and its text behind a blank line,
/// unless the text ends with it already.
void Append(const UserNote& more, UserNote& note);

/// A paper with what a note says, which is added to its own tags and note as Append() does.
Paper WithNote(Paper paper, const UserNote& note);

/// The prefix of the metadata keys of notes.
inline constexpr std::string_view kUserNotePrefix = "note ";

/// The metadata key of the note on the paper that has this term of an identifier (IdentifierTerm):
/// "note 2402.03300".
std::string UserNoteKey(std::string_view term);

/// Encodes a note as metadata: as the record of a paper with id, tags and note alone.
std::string EncodeUserNote(const UserNote& note);

/// All notes of a database, in the order of their keys. Throws Error kIndexCorrupt and
/// Xapian::Error.
std::vector<UserNote> ReadUserNotes(const Xapian::Database& database);

}  // namespace dssearch::format
