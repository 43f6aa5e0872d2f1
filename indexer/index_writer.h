#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/writer.h"
#include "indexer/segment_writer.h"
#include "indexer/user_notes.h"
#include "searcher/format/labels.h"
#include "searcher/format/lexicon.h"
#include "searcher/format/provenance.h"
#include "searcher/format/user_notes.h"

namespace dssearch::indexer {

/// What became of a paper that was put into an index; never kRejected here. An unchanged paper may
/// be in a file with another name now.
using Outcome = PutResult::Outcome;

/// Something that did not keep an index from being written, but of which its owner should know.
struct Warning {
  std::string what;  ///< One line in plain words.
  std::string hint;  ///< One line that says what to do about it.
};

/// Writes papers into an index directory. Readers see nothing of it before Publish(); a writer that
/// is destroyed without it has changed nothing.
///
///   IndexWriter writer("papers.idx", IndexWriter::Mode::kUpdate);
///   writer.Put({.id = "2501.12948", .title = "DeepSeek-R1"}, "/corpus/papers.jsonl");
///   writer.Publish();
///
/// Not thread-safe. Members throw Error: kIndexLocked, kIndexFormat, kIndexCorrupt, kIo.
class IndexWriter {
 public:
  enum class Mode {
    kUpdate,  ///< Change the index there is; make one where there is none.
    /// Start a new one; the old one answers until the new one is published. Papers that have their
    /// id in the old one keep when they were added, and changed if they are the same.
    kRebuild,
    kDryRun,  ///< Find out what would change; Publish() does nothing.
  };

  /// Opens the index directory `index`, which is made where there is none. One that has lost its
  /// stub gets it back (format::RestoreStub), with a warning. `jobs` threads turn papers into
  /// documents.
  IndexWriter(const std::string& index, Mode mode, unsigned jobs = 1);
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  /// Puts a paper into the index, in place of the one with the same id. `source` is the canonical
  /// path of the file that it was read from. Another thread builds the document; what it throws is
  /// thrown by a later call.
  ///
  /// Two papers never take each other's place: where one with this id and another title was put
  /// before in this run, or is in the index from another file, the id becomes "ID #xxxxxx", made of
  /// the title; `id`, if it is set, is where the id that the paper has in the end is written, empty
  /// for one that is left out. An id of arXiv or the like tells papers apart whatever their titles.
  /// And a paper is in the index once: of those of a run with the same id the last counts, of those
  /// with other ids but the same title and DOI or arXiv id, or the same title, year and first
  /// author and no other summary or DOI, the first. Publish() ends a run in this sense. A record
  /// without a summary repeats a paper of another file that has one also across runs.
  Outcome Put(const Paper& paper, const std::string& source, std::string* id = nullptr);

  /// Puts a paper of an older index (format::ProvenanceOf), which keeps when it was added and
  /// changed. Otherwise as Put() does.
  void PutStored(const Paper& paper, format::Provenance provenance);

  /// Adds labels of domains to those of the index. A Chinese name has one English name: the last
  /// one that was added.
  void AddLabels(const std::vector<format::Label>& labels);

  /// Adds terms to the lexicon of a new index, beside those that it learns from its papers. An
  /// index that is updated keeps the lexicon that it has.
  void AddTerms(std::vector<format::LexiconEntry> entries);

  /// Sets the user's own terms, which hide all others, also in an index that is updated. They
  /// replace those that were set in earlier runs; an empty list removes these. Where they are not
  /// set, those of earlier runs stay, through a rebuild as well.
  void SetUserTerms(std::vector<format::LexiconEntry> entries);

  /// Sets the notes of the user's on papers, which are added to what the papers' own records say
  /// (UserNotes). They replace those that were set in earlier runs, for all papers of the index
  /// that they name and that come later; an empty list removes these. Where they are not set, those
  /// of earlier runs stay, through a rebuild as well. To be called before papers are put.
  void SetNotes(const std::vector<format::UserNote>& notes);

  /// What the notes come to with what was put and removed so far, and what Publish() will do for
  /// them.
  NoteCounts CountNotes();

  /// Whether terms are learnt from the papers that are put: they are where there is no index yet,
  /// and where a new one is started.
  bool Learns() const;

  /// Learns terms from a paper that is not put. Requires Learns().
  void LearnFrom(const Paper& paper);

  /// How many papers of earlier runs were read from files in or below `path` (canonical) and were
  /// not put in this run.
  std::size_t CountMissing(const std::string& path) const;

  /// Removes the papers that CountMissing() counts, and returns their ids.
  std::vector<std::string> RemoveMissing(const std::string& path);

  /// Removes a paper, of an earlier run or of this one. False where there is none with this id.
  /// What else of this run was left out for it stays left out.
  bool Remove(const std::string& id);

  /// Makes what was written so far what readers see, all of it at once. More can be written then,
  /// and published again. What `on_progress` throws leaves this, with nothing published. Returns
  /// the name of the current commit; nothing in a dry run.
  std::string Publish(const MergeProgress& on_progress = {});

  /// What opening the index or publishing had to say since the last call.
  std::vector<Warning> TakeWarnings();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::indexer
