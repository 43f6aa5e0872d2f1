#include "searcher/format/user_notes.h"

#include <string_view>
#include <unordered_set>
#include <utility>

#include "searcher/format/record.h"

namespace dssearch::format {
namespace {

// What stands between two notes on one paper.
constexpr std::string_view kBlankLine = "\n\n";

// Whether a text is `end`, or ends with it as a paragraph: what was exported with a note of the
// user's, and is read again, has it already.
bool EndsWith(std::string_view text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  return text.empty() || text.ends_with(kBlankLine);
}

void AppendTags(const std::vector<std::string>& more, std::vector<std::string>& tags) {
  std::unordered_set<std::string> known(tags.begin(), tags.end());
  for (const std::string& tag : more)
    if (known.insert(tag).second) tags.push_back(tag);
}

void AppendText(const std::string& more, std::string& text) {
  if (more.empty() || EndsWith(text, more)) return;
  if (!text.empty()) text += kBlankLine;
  text += more;
}

}  // namespace

void Append(const UserNote& more, UserNote& note) {
  AppendTags(more.tags, note.tags);
  AppendText(more.text, note.text);
}

Paper WithNote(Paper paper, const UserNote& note) {
  AppendTags(note.tags, paper.tags);
  AppendText(note.text, paper.note);
  return paper;
}

std::string UserNoteKey(std::string_view term) {
  return std::string(kUserNotePrefix).append(term.substr(kIdentifierPrefix.size()));
}

std::string EncodeUserNote(const UserNote& note) {
  return EncodeRecord({.id = note.id, .tags = note.tags, .note = note.text});
}

std::vector<UserNote> ReadUserNotes(const Xapian::Database& database) {
  std::vector<UserNote> notes;
  const std::string prefix(kUserNotePrefix);
  for (auto it = database.metadata_keys_begin(prefix); it != database.metadata_keys_end(prefix);
       ++it) {
    Paper paper = DecodeRecord(database.get_metadata(*it));
    notes.push_back({std::move(paper.id), std::move(paper.tags), std::move(paper.note)});
  }
  return notes;
}

}  // namespace dssearch::format
