#include "indexer/index_writer.h"

#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "indexer/clock.h"
#include "indexer/id_set.h"
#include "indexer/index_lock.h"
#include "indexer/lexicon/lexicon_writer.h"
#include "indexer/merge_policy.h"
#include "indexer/note_writer.h"
#include "indexer/paper_history.h"
#include "indexer/paper_identity.h"
#include "indexer/published_papers.h"
#include "indexer/seen_papers.h"
#include "indexer/segment_writer.h"
#include "indexer/uncommitted.h"
#include "indexer/user_notes.h"
#include "searcher/format/commit.h"
#include "searcher/format/identifier.h"
#include "searcher/format/index_names.h"
#include "searcher/format/open_database.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/run.h"
#include "searcher/format/stored_index.h"
#include "searcher/format/user_notes.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;

// New and changed papers become a segment, with the segments that are merged with it. What they
// replace is deleted by a file beside the segment that has it, and the next commit names all of it.
struct IndexWriter::Impl {
  Impl(const std::string& path, Mode how, unsigned threads)
      : index(path), mode(how), jobs(threads), uncommitted(path) {
    const bool dry = mode == Mode::kDryRun;
    if (!dry) {
      std::error_code error;
      if (fs::create_directories(index, error)) made.path = index;
      if (error)
        throw Error(ErrorCode::kIo, "cannot make the folder '" + index + "': " + error.message(),
                    "name a folder that you may write to");
      lock.emplace(index);
      RestoreStub();
    }
    if (mode != Mode::kRebuild && format::HasCommit(index)) Open();
    if (!dry) Begin();
  }

  void RestoreStub() {
    try {
      if (const std::optional<std::string> commit = format::RestoreStub(index))
        warnings.push_back(
            {"'" + index + "' had lost its file XAPIANDB, which names " + *commit + " again",
             "look for other faults: dsindex --check"});
    } catch (const Error&) {
      if (mode != Mode::kRebuild) throw;  // What is lost is replaced.
    }
  }

  // Reads the current commit.
  void Open() {
    current = format::ReadCommit(index, text::Analyzer::Id());
    published.emplace(index, current);
    old_lexicon = format::OpenDatabase(index, current.lexicon, current.lexicon_files);
    labels = old_lexicon.get_metadata(format::kLabelsKey);
    notes = NoteWriter(UserNotes(format::ReadUserNotes(old_lexicon)));
    // Papers that stay are packed with it.
    dictionary = published->segments().front().database.get_metadata(format::kDictionaryKey);
  }

  // Gets ready for papers.
  void Begin() {
    format::RemoveStrays(index);  // They may be all that fills the disk.
    segment = std::make_unique<SegmentWriter>(index, jobs, dictionary, uncommitted);
    history.emplace(index, format::NextCommitNumber(index));
    Now();  // A wrong clock is told before all is read.
  }

  // Starts anew with the commit that was published.
  void ResetRun() {
    Open();
    seen = {};
    recent = {};
    withdrawn.clear();
    changed = labels_changed = false;
    Begin();
  }

  // Whether another paper has this id, so that this one may not take its place.
  bool IsAnotherPaper(const std::string& id, const std::string& title, const std::string& source) {
    if (title.empty() || IsOfOnePaper(id)) return false;
    if (recent.HasId(id) && !withdrawn.contains(id))
      return !recent.HasTitle(id, TellingPart(title, id));
    const Xapian::docid existing = published ? published->Find(format::IdTerm(id)) : 0;
    return existing != 0 && !published->IsFrom(existing, source) &&
           !IsSameTitle(TitleKey(published->PaperOf(existing)), title);
  }

  static bool IsSame(const Paper& paper, const Work& work) {
    return IsSameWork(WorkOf(paper, TitleKey(paper)), work);
  }

  // The document of an earlier run that has a paper under another id; 0 where there is none.
  Xapian::docid FindUnderAnotherId(const Work& work, const std::vector<SharedIdentifier>& shared) {
    if (!published) return 0;
    if (work.hash != 0)
      for (const Xapian::docid same : published->FindAll(format::WorkTerm(work.hash)))
        if (IsSame(published->PaperOf(same), work)) return same;
    for (const SharedIdentifier& one : shared)
      for (const Xapian::docid same : published->FindAll(format::IdentifierTerm(one.text))) {
        const std::vector<SharedIdentifier> others = SharedIdentifiersOf(published->PaperOf(same));
        if (std::any_of(others.begin(), others.end(),
                        [&one](const SharedIdentifier& other) { return other.hash == one.hash; }))
          return same;
      }
    return 0;
  }

  // What CountMissing() counts.
  std::vector<Xapian::docid> Missing(const std::string& path) const {
    if (!published) return {};
    std::vector<Xapian::docid> missing = published->Missing(path, seen);
    std::erase_if(missing, [this](Xapian::docid paper) { return richer.contains(paper); });
    return missing;
  }

  // Whether a paper that is in the index from another file loses its summary to this record of it,
  // such as a line of a reading list.
  bool IsPoorer(const Paper& paper, const std::string& source, Xapian::docid existing) {
    const auto has_summary = [](const Paper& one) {
      return !one.summary_zh.empty() || !one.summary_en.empty();
    };
    return !has_summary(paper) && !published->IsFrom(existing, source) &&
           has_summary(published->PaperOf(existing));
  }

  Outcome Put(const Paper& paper, const std::string& title, const std::string& source, bool learns,
              std::string* kept_id, std::optional<format::Provenance> provenance = std::nullopt) {
    if (kept_id != nullptr) kept_id->clear();
    const std::uint64_t id = format::IdHash(paper.id);
    const bool first = !seen.Has(id);
    const std::vector<SharedIdentifier> shared = SharedIdentifiersOf(paper);
    const Work work = WorkOf(paper, title);
    recent.AddTitle(paper.id, TellingPart(title, paper.id));
    // The id stays free, so that another paper that has it counts as one.
    if (first && recent.HasPaper(work, shared)) return Outcome::kRepeated;
    std::string id_term = format::IdTerm(paper.id);
    Xapian::docid existing = published ? published->Find(id_term) : 0;
    const Xapian::docid other =
        existing == 0 && first ? FindUnderAnotherId(work, shared) : Xapian::docid{0};
    if (other != 0 && IsPoorer(paper, source, other)) {
      richer.insert(other);
      return Outcome::kRepeated;
    }
    if (kept_id != nullptr) *kept_id = paper.id;
    seen.Add(id);
    recent.AddPaper(work, shared);
    const bool returns = withdrawn.erase(paper.id) > 0;
    ReadOldWords();
    const format::UserNote note = notes.Of(paper);
    std::string record = format::EncodeRecord(paper, note);
    const bool same = existing != 0 && first && published->HasRecord(existing, record);
    if (same && published->IsFrom(existing, source)) return Outcome::kUnchanged;
    // One that repeats an id takes the place of what has it in this run, and of nothing else.
    if (existing == 0) existing = other;
    changed = true;
    notes.Put(paper);
    if (segment) {
      if (!first) segment->AddRepeated(std::move(id_term));
      if (learns) lexicon.Learn(paper);
      if (!provenance) {
        provenance = format::ProvenanceOf(source);
        history->NoteRuns(paper.id, record, published ? &*published : nullptr, existing,
                          *provenance);
      }
      Add(paper, note, std::move(record), *provenance);
    }
    if (existing != 0) published->Delete(existing);
    if (!first && !returns) return Outcome::kRepeated;
    // A paper that is in another file now is written anew, so that it is found below that.
    if (same) return Outcome::kUnchanged;
    return existing != 0 ? Outcome::kUpdated : Outcome::kAdded;
  }

  // Puts a paper into the segment, with what a note on it says. `record` has both.
  void Add(const Paper& paper, const format::UserNote& note, std::string record,
           const format::Provenance& provenance) const {
    if (note.empty()) return segment->Add(paper, std::move(record), provenance);
    segment->Add(format::WithNote(paper, note), std::move(record), provenance);
  }

  // Writes the published papers again that notes have changed.
  void WriteRenoted() {
    if (!published) return;
    notes.ForEachRenoted(*published, [this](NoteWriter::Renoted one) {
      format::Provenance provenance = published->ProvenanceOf(one.doc);
      provenance.changed = history->run();
      published->Delete(one.doc);
      Add(one.paper, one.note, std::move(one.record), provenance);
    });
  }

  // Takes out what has an id, in the current commit or since. False where nothing has it.
  bool Remove(const std::string& id) {
    std::string id_term = format::IdTerm(id);
    const Xapian::docid existing = published ? published->Find(id_term) : 0;
    const bool is_new = seen.Has(format::IdHash(id)) && !withdrawn.contains(id);
    if (existing != 0) published->Delete(existing);
    if (is_new) {
      withdrawn.insert(id);
      notes.Remove(id);
      if (segment) segment->Withdraw(std::move(id_term));
    }
    changed = changed || existing != 0 || is_new;
    return existing != 0 || is_new;
  }

  void WriteCommit(const MergeProgress& on_progress) {
    // Readers see nothing of it before.
    const format::Run run{history->run().commit, Now()};
    if (!history->unreadable().empty())
      warnings.push_back({"'" + index + "' cannot be read, when papers in it were added is lost: " +
                              history->unreadable(),
                          "they count as added now"});
    format::Commit commit{.number = run.commit,
                          .format = format::kFormatVersion,
                          .time = run.time,
                          .analyzer = text::Analyzer::Id(),
                          .papers = 0,
                          .segments = {},
                          .lexicon = {},
                          .lexicon_files = {}};
    std::vector<const PublishedPapers::Segment*> merged;
    std::vector<Xapian::Database> kept;
    const std::vector<Fate> fates = FatesOfSegments();
    for (std::size_t i = 0; i < fates.size(); ++i) {
      const PublishedPapers::Segment& old = published->segments()[i];
      if (fates[i] == Fate::kRewritten) AddRemaining(old);
      if (fates[i] == Fate::kMerged) merged.push_back(&old);
      if (fates[i] != Fate::kKept) continue;
      commit.segments.push_back(old.commit);
      kept.push_back(old.database);
      if (old.changed)
        WriteDeletions(index, old.DeletedDocs(), commit.number, commit.segments.back(),
                       uncommitted);
    }
    // Entries are made while the last papers are written and merged.
    if (!published) lexicon.StartMerging();
    if (segment->size() > 0 || !merged.empty() || kept.empty())
      commit.segments.push_back(segment->Write(merged, kept, run, on_progress));
    for (const format::CommitSegment& one : commit.segments)
      commit.papers += one.papers - one.deleted;
    WriteLexicon(commit);
    std::set<std::string> names = format::NamesIn(commit);
    names.merge(format::CurrentNames(index));
    uncommitted.Add(commit.file());
    format::PublishCommit(index, commit);
    uncommitted.Release();
    segment.reset();
    format::RemoveAllBut(index, names);
  }

  std::vector<Fate> FatesOfSegments() const {
    std::vector<SegmentSize> sizes;
    if (published)
      for (const PublishedPapers::Segment& old : published->segments())
        sizes.push_back({old.commit.papers, old.deleted_count});
    return ChooseFates(sizes, segment->size());
  }

  // Puts the papers that a segment still has into the new one.
  void AddRemaining(const PublishedPapers::Segment& old) {
    for (Xapian::docid doc = 1; doc <= old.commit.papers; ++doc) {
      if (old.deleted[doc]) continue;
      const Paper paper = published->PaperOf(old.base + doc);
      const format::UserNote note = notes.Of(paper);
      Add(paper, note, format::EncodeRecord(paper, note), published->ProvenanceOf(old.base + doc));
    }
  }

  // Writes labels, lexicon and notes anew where they have changed.
  void WriteLexicon(format::Commit& commit) {
    if (published && !labels_changed && !lexicon.has_user_terms() && !notes.changed()) {
      commit.lexicon = current.lexicon;
      commit.lexicon_files = current.lexicon_files;
      return;
    }
    commit.lexicon = format::NextName(index, format::kLexiconFolderPrefix);
    uncommitted.Add(commit.lexicon);
    const fs::path folder = fs::path(index) / commit.lexicon;
    Xapian::WritableDatabase writable(folder.string(), Xapian::DB_CREATE | kLexiconFlags);
    if (published) {
      for (auto it = old_lexicon.metadata_keys_begin(); it != old_lexicon.metadata_keys_end(); ++it)
        writable.set_metadata(*it, old_lexicon.get_metadata(*it));
      lexicon.Update(writable);
    } else {
      ReadOldWords();
      lexicon.Write(std::exchange(old_terms, {}), writable);
    }
    writable.set_metadata(format::kLabelsKey, labels);
    notes.Write(writable);
    writable.commit();
    writable.close();
    SyncFolder(folder);
    commit.lexicon_files = format::FilesIn(index, commit.lexicon);
  }

  // What the user said in an earlier run holds in a rebuilt index, too. An index that cannot be
  // read is rebuilt without it, since nothing else mends it.
  void ReadOldWords() {
    if (old_words_read || published) return;
    old_words_read = true;
    const bool needs_terms = !lexicon.has_user_terms();
    const bool needs_notes = !notes_set;
    if ((!needs_terms && !needs_notes) || !format::HasCommit(index)) return;
    try {
      format::Guard([&] {
        const Xapian::Database old = format::OpenStoredLexicon(index);
        if (needs_terms) old_terms = ReadUserTerms(old);
        if (needs_notes) notes = NoteWriter(UserNotes(format::ReadUserNotes(old)));
      });
    } catch (const std::exception& e) {
      const char* what = !needs_notes ? "terms" : needs_terms ? "terms and notes" : "notes";
      const char* with = !needs_notes  ? "--lexicon-file"
                         : needs_terms ? "--lexicon-file and --notes"
                                       : "--notes";
      warnings.push_back(
          {"'" + index + "' cannot be read, " + what + " of your own in it are lost: " + e.what(),
           std::string("give them again with ") + with});
    }
  }

  // A folder that is of no use if nothing comes into it.
  struct MadeFolder {
    ~MadeFolder() {
      std::error_code ignored;
      if (!path.empty()) fs::remove(path, ignored);  // Only where it is empty.
    }
    std::string path = {};
  };

  MadeFolder made;
  std::string index;
  Mode mode;
  unsigned jobs;
  std::optional<IndexLock> lock;
  format::Commit current;                    ///< What there is already,
  std::optional<PublishedPapers> published;  ///< and its papers, unless they are to be replaced.
  Xapian::Database old_lexicon;              ///< Its labels, lexicon and notes.
  std::string labels;                        ///< Encoded.
  bool labels_changed = false;
  NoteWriter notes;
  bool notes_set = false;                       ///< Whether others than the old ones are to hold.
  bool old_words_read = false;                  ///< See ReadOldWords().
  std::vector<format::LexiconEntry> old_terms;  ///< The user's, of what is rebuilt.
  std::optional<std::string> dictionary;        ///< That of the published papers.
  Uncommitted uncommitted;
  std::unique_ptr<SegmentWriter> segment;  ///< New and changed papers; null in a dry run.
  std::optional<PaperHistory> history;     ///< When they were added; not in a dry run.
  IdSet seen;                              ///< The ids of the papers of this run.
  SeenPapers recent;                       ///< All by which these are known again.
  std::set<std::string> withdrawn;         ///< The ids of those of them that were removed since.
  std::set<Xapian::docid> richer;          ///< Published papers that a poorer record repeated.
  bool changed = false;                    ///< Whether there is anything to publish.
  LexiconWriter lexicon;
  std::vector<Warning> warnings;  ///< Those since the last TakeWarnings().
};

IndexWriter::IndexWriter(const std::string& index, Mode mode, unsigned jobs)
    : impl_(format::Guard([&] { return std::make_unique<Impl>(index, mode, jobs); })) {}

IndexWriter::~IndexWriter() = default;

Outcome IndexWriter::Put(const Paper& paper, const std::string& source, std::string* id) {
  return format::Guard([&] {
    Impl& impl = *impl_;
    const std::string title = TitleKey(paper);
    if (!impl.IsAnotherPaper(paper.id, title, source))
      return impl.Put(paper, title, source, Learns(), id);
    Paper apart = paper;
    constexpr std::size_t kDigits = 6;
    apart.id += " #" + format::HexHash(title).substr(0, kDigits);
    apart.identifiers.push_back(paper.id);
    return impl.Put(apart, title, source, Learns(), id);
  });
}

void IndexWriter::PutStored(const Paper& paper, format::Provenance provenance) {
  format::Guard(
      [&] { impl_->Put(paper, TitleKey(paper), "", Learns(), nullptr, std::move(provenance)); });
}

void IndexWriter::AddLabels(const std::vector<format::Label>& labels) {
  Impl& impl = *impl_;
  std::vector<format::Label> all = format::DecodeLabels(impl.labels);
  for (const format::Label& label : labels) {
    const auto same = std::find_if(
        all.begin(), all.end(), [&](const format::Label& known) { return known.zh == label.zh; });
    if (same == all.end()) {
      all.push_back(label);
    } else {
      *same = label;
    }
  }
  std::string text = format::EncodeLabels(all);
  if (text == impl.labels) return;
  impl.changed = impl.labels_changed = true;
  impl.labels = std::move(text);
}

void IndexWriter::AddTerms(std::vector<format::LexiconEntry> entries) {
  impl_->lexicon.AddTerms(std::move(entries));
}

void IndexWriter::SetUserTerms(std::vector<format::LexiconEntry> entries) {
  impl_->changed = true;
  impl_->lexicon.SetUserTerms(std::move(entries));
}

void IndexWriter::SetNotes(const std::vector<format::UserNote>& notes) {
  format::Guard([&] {
    Impl& impl = *impl_;
    impl.notes.Set(UserNotes(notes));
    impl.changed = impl.changed || impl.notes.changed();
    impl.notes_set = true;
  });
}

NoteCounts IndexWriter::CountNotes() {
  return format::Guard([&] {
    Impl& impl = *impl_;
    impl.ReadOldWords();
    return impl.notes.Count(impl.published ? &*impl.published : nullptr);
  });
}

bool IndexWriter::Learns() const { return impl_->segment && !impl_->published; }

void IndexWriter::LearnFrom(const Paper& paper) { impl_->lexicon.Learn(paper); }

std::size_t IndexWriter::CountMissing(const std::string& path) const {
  return format::Guard([&]() -> std::size_t { return impl_->Missing(path).size(); });
}

std::vector<std::string> IndexWriter::RemoveMissing(const std::string& path) {
  return format::Guard([&] {
    std::vector<std::string> ids;
    for (const Xapian::docid paper : impl_->Missing(path)) {
      ids.push_back(impl_->published->PaperOf(paper).id);
      impl_->published->Delete(paper);
    }
    if (!ids.empty()) impl_->changed = true;
    return ids;
  });
}

bool IndexWriter::Remove(const std::string& id) {
  return format::Guard([&] { return impl_->Remove(id); });
}

std::string IndexWriter::Publish(const MergeProgress& on_progress) {
  return format::Guard([&]() -> std::string {
    Impl& impl = *impl_;
    if (!impl.segment) return {};
    if (!impl.published || impl.changed) {
      impl.WriteRenoted();
      impl.WriteCommit(on_progress);
      impl.ResetRun();
    }
    return impl.current.name();
  });
}

std::vector<Warning> IndexWriter::TakeWarnings() { return std::exchange(impl_->warnings, {}); }

}  // namespace dssearch::indexer
