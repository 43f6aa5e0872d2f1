#include "indexer/note_writer.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "searcher/format/record.h"

namespace dssearch::indexer {
namespace {

// The published papers that have one of these terms.
std::set<Xapian::docid> FindWith(const std::set<std::string>& terms,
                                 const PublishedPapers& published) {
  std::set<Xapian::docid> found;
  for (const std::string& term : terms)
    for (const Xapian::docid doc : published.FindAll(term, std::numeric_limits<std::size_t>::max()))
      found.insert(doc);
  return found;
}

}  // namespace

void NoteWriter::Set(UserNotes notes) {
  changed_.merge(notes.DifferencesFrom(notes_));
  notes_ = std::move(notes);
}

void NoteWriter::Put(const Paper& paper) {
  std::vector<std::string> terms = notes_.TermsOf(paper);
  if (terms.empty()) {
    put_.erase(paper.id);
  } else {
    put_[paper.id] = std::move(terms);
  }
}

NoteCounts NoteWriter::Count(PublishedPapers* published) const {
  std::set<std::string> terms;
  for (const auto& [term, note] : notes_.by_term()) terms.insert(term);
  std::set<std::string> unmatched = terms;
  std::set<std::string> papers;
  const auto count = [&](const std::string& id, const std::vector<std::string>& matched) {
    for (const std::string& term : matched) unmatched.erase(term);
    if (!matched.empty()) papers.insert(id);
  };
  NoteCounts counts;
  if (published != nullptr) {
    for (const Xapian::docid doc : FindWith(terms, *published)) {
      const Paper paper = published->PaperOf(doc);
      count(paper.id, notes_.TermsOf(paper));
    }
    ForEachRenoted(*published, [&counts](Renoted one) {
      counts.updated.push_back(std::move(one.paper.id));
      counts.removed += one.note.empty() ? 1 : 0;
    });
  }
  std::sort(counts.updated.begin(), counts.updated.end());
  for (const auto& [id, matched] : put_) count(id, matched);
  counts.papers = papers.size();
  for (const std::string& term : unmatched)
    counts.unmatched.push_back(notes_.by_term().at(term).id);
  return counts;
}

void NoteWriter::ForEachRenoted(PublishedPapers& published,
                                const std::function<void(Renoted)>& visit) const {
  for (const Xapian::docid doc : FindWith(changed_, published)) {
    Renoted one{.doc = doc, .paper = published.PaperOf(doc), .note = {}, .record = {}};
    one.note = notes_.Of(one.paper);
    one.record = format::EncodeRecord(one.paper, one.note);
    if (!published.HasRecord(doc, one.record)) visit(std::move(one));
  }
}

void NoteWriter::Write(Xapian::WritableDatabase& database) const {
  for (const std::string& term : changed_) database.set_metadata(format::UserNoteKey(term), {});
  for (const auto& [term, note] : notes_.by_term())
    database.set_metadata(format::UserNoteKey(term), format::EncodeUserNote(note));
}

}  // namespace dssearch::indexer
