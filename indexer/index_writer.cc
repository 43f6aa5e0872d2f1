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
#include "indexer/form_collector.h"
#include "indexer/id_set.h"
#include "indexer/index_lock.h"
#include "indexer/lexicon/lexicon_writer.h"
#include "indexer/paper_identity.h"
#include "indexer/published_papers.h"
#include "indexer/seen_papers.h"
#include "indexer/shard_builder.h"
#include "indexer/shared_identifiers.h"
#include "searcher/format/generation.h"
#include "searcher/format/identifier.h"
#include "searcher/format/manifest.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;

namespace {

constexpr const char* kShard = "shard-0";

// A run that adds and deletes more papers than one in this many of the index merges a new
// generation; a smaller one changes the current one in place. At this size both take about as
// long: of 20,000 papers 490 changed in place in 0.9 s, 520 with a merge in 1.1 s.
constexpr std::size_t kInPlaceDivisor = 20;

// So few papers are always changed in place.
constexpr std::size_t kInPlaceAlways = 200;

}  // namespace

// New and changed papers go into segments, which no reader opens. Publish() merges the segments
// into a new generation, alone or behind what stays of the current one, or copies the few papers in
// them into the current one.
struct IndexWriter::Impl {
  Impl(const std::string& path, Mode how, unsigned threads)
      : index(path), mode(how), jobs(threads) {
    const bool dry = mode == Mode::kDryRun;
    if (!dry) {
      std::error_code error;
      fs::create_directories(index, error);
      if (error)
        throw Error(ErrorCode::kIo, "cannot make the folder '" + index + "': " + error.message(),
                    "name a folder that you may write to with --index");
      lock.emplace(index);
    }
    if (mode != Mode::kRebuild && format::HasGeneration(index)) Open();
    if (!dry) Begin();
  }

  ~Impl() {
    builder.reset();
    std::error_code ignored;
    if (!next.empty()) fs::remove_all(fs::path(index) / next, ignored);
  }

  // Reads the current generation.
  void Open() {
    current = format::ReadGeneration(index);
    published.emplace(format::OpenShard(current.shards.front(), text::Analyzer::Id()));
    labels = published->database().get_metadata(format::kLabelsKey);
    // Papers that stay are packed with it.
    dictionary = published->database().get_metadata(format::kDictionaryKey);
  }

  // Gets ready for papers.
  void Begin() {
    // A run that was ended may have left something, which may be all that fills the disk.
    if (published) format::RemoveGenerationsAfter(index, current.name);
    next = format::NextGenerationName(index);
    builder = std::make_unique<ShardBuilder>(fs::path(index) / next / "segments", jobs, dictionary);
  }

  // Starts anew with the generation that was published.
  void ResetRun() {
    Open();
    duplicate_ids.clear();
    recent = {};
    changed = false;
    Begin();
  }

  // Whether another paper has this id, so that this one may not take its place.
  bool IsAnotherPaper(const std::string& id, const std::string& title, const std::string& source) {
    if (title.empty() || IsOfOnePaper(id)) return false;
    if (recent.HasId(id)) return !recent.HasTitle(id, TellingPart(title, id));
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

  Outcome Put(const Paper& paper, const std::string& title, const std::string& source, bool learns,
              std::optional<format::Provenance> provenance = std::nullopt) {
    const std::uint64_t id = format::IdHash(paper.id);
    const bool first = !seen.Has(id);
    const std::vector<SharedIdentifier> shared = SharedIdentifiersOf(paper);
    const Work work = WorkOf(paper, title);
    recent.AddTitle(paper.id, TellingPart(title, paper.id));
    // The id stays free, so that another paper that has it counts as one.
    if (first && recent.HasPaper(work, shared)) return Outcome::kRepeated;
    seen.Add(id);
    recent.AddPaper(work, shared);
    std::string record = format::EncodeRecord(paper);
    std::string id_term = format::IdTerm(paper.id);
    Xapian::docid existing = published ? published->Find(id_term) : 0;
    const bool same = existing != 0 && first && published->HasRecord(existing, record);
    if (same && published->IsFrom(existing, source)) return Outcome::kUnchanged;
    // One that repeats an id takes the place of what has it in this run, and of nothing else.
    if (existing == 0 && first) existing = FindUnderAnotherId(work, shared);
    changed = true;
    if (existing != 0) published->Delete(existing);
    if (builder) {
      if (!first) duplicate_ids.insert(std::move(id_term));
      if (learns) lexicon.Learn(paper);
      builder->Add({paper, std::move(record), source, std::move(provenance)});
    }
    if (!first) return Outcome::kRepeated;
    // A paper that is in another file now is written anew, so that it is found below that.
    if (same) return Outcome::kUnchanged;
    return existing != 0 ? Outcome::kUpdated : Outcome::kAdded;
  }

  bool IsSmall() const {
    return published && builder->size() + published->deleted_count() <=
                            std::max(published->size() / kInPlaceDivisor, kInPlaceAlways);
  }

  // One transaction: readers see all of it or nothing.
  void WriteInPlace() {
    // The manifest loses its hashes first: even a run that is killed may have written to the files.
    Describe(current.name, published->database(), {});
    Xapian::WritableDatabase writable =
        format::OpenShardForUpdate(current.shards.front(), text::Analyzer::Id());
    writable.begin_transaction();
    FormCollector forms;
    SharedIdentifierCollector identifiers;
    published->DeleteFrom(writable);
    for (const fs::path& segment : builder->Finish()) {
      const Xapian::Database papers(segment.string());
      for (auto it = papers.postlist_begin(""); it != papers.postlist_end(""); ++it) {
        const Xapian::Document document = papers.get_document(*it);
        forms.AddWordsOf(document);
        identifiers.AddIdentifiersOf(document);
        writable.add_document(document);
      }
    }
    for (const std::string& id_term : duplicate_ids) DeleteAllButLast(id_term, writable);
    forms.Write(writable);
    identifiers.Write(writable);
    writable.set_metadata(format::kLabelsKey, labels);
    lexicon.Update(writable);
    writable.commit_transaction();
    writable.commit();
    Describe(current.name, writable, {});
    builder.reset();
    std::error_code ignored;
    fs::remove_all(fs::path(index) / next, ignored);
  }

  void WriteGeneration() {
    const fs::path folder = fs::path(index) / next;
    fs::create_directories(folder);
    const fs::path shard = folder / kShard;
    // Entries are made while the last papers are written and merged.
    if (!published) lexicon.StartMerging();
    std::vector<fs::path> segments = builder->Finish();
    // To take a paper out of a database costs about as much as to put it in.
    const bool most_stay = published && 2 * published->deleted_count() < published->size();
    if (published)
      segments.insert(segments.begin(), most_stay ? fs::path(current.shards.front())
                                                  : CopyOfRemaining(folder / "segments"));
    ShardBuilder::Merge(segments, shard);
    fs::remove_all(folder / "segments");
    Xapian::WritableDatabase writable(shard.string(), Xapian::DB_OPEN);
    if (most_stay) published->DeleteFrom(writable);
    for (const std::string& id_term : duplicate_ids) DeleteAllButLast(id_term, writable);
    FormCollector forms;
    forms.AddWordsOf(static_cast<const Xapian::Database&>(writable));
    forms.Write(writable);
    SharedIdentifierCollector identifiers;
    identifiers.AddIdentifiersOf(static_cast<const Xapian::Database&>(writable));
    identifiers.Write(writable);
    format::StampDatabase(writable, text::Analyzer::Id());
    writable.set_metadata(format::kLabelsKey, labels);
    writable.set_metadata(format::kDictionaryKey, builder->dictionary());
    if (published) {
      lexicon.Update(writable);
    } else {
      lexicon.Write(lexicon.has_user_terms() ? std::vector<format::LexiconEntry>() : OldUserTerms(),
                    writable);
    }
    writable.commit();
    Describe(next, writable, format::FilesOf(index, next, kShard));
    std::vector<std::string> kept = {next};
    try {
      kept.push_back(format::ReadGeneration(index).name);
    } catch (const Error&) {  // There was none, or none that can be read.
    }
    format::PublishGeneration(index, {next + '/' + kShard});
    next.clear();
    format::RemoveGenerationsBut(index, kept);
  }

  fs::path CopyOfRemaining(const fs::path& folder) const {
    fs::create_directories(folder);
    fs::path path = folder / "remaining";
    published->CopyRemaining(path);
    return path;
  }

  // What the user said in an earlier run holds in a rebuilt index, too. An index that cannot be
  // read is rebuilt without it, since nothing else mends it.
  std::vector<format::LexiconEntry> OldUserTerms() {
    if (!format::HasGeneration(index)) return {};
    try {
      return format::Guard([&] {
        const format::Generation old = format::ReadGeneration(index);
        return ReadUserTerms(Xapian::Database(old.shards.front()));
      });
    } catch (const std::exception& e) {
      warnings.push_back(
          {"'" + index + "' cannot be read, terms of your own in it are lost: " + e.what(),
           "give them again with --lexicon-file"});
    }
    return {};
  }

  void Describe(const std::string& generation, const Xapian::Database& written,
                std::vector<format::Manifest::File> files) const {
    format::WriteManifest(index, generation,
                          {.format = format::kFormatVersion,
                           .analyzer = text::Analyzer::Id(),
                           .papers = written.get_doccount(),
                           .digest = format::DigestOf(written),
                           .revision = written.get_revision(),
                           .files = std::move(files)});
  }

  std::string index;
  Mode mode;
  unsigned jobs;
  std::optional<IndexLock> lock;
  format::Generation current;                ///< What there is already,
  std::optional<PublishedPapers> published;  ///< and its papers, unless they are to be replaced.
  std::string labels;                        ///< Encoded.
  std::optional<std::string> dictionary;     ///< That of the published papers.
  std::string next;                          ///< The name of the next generation.
  std::unique_ptr<ShardBuilder> builder;     ///< New and changed papers; null in a dry run.
  std::set<std::string> duplicate_ids;       ///< Terms of ids that were put several times.
  IdSet seen;                                ///< The ids of all papers that were put.
  SeenPapers recent;                         ///< Those that were put since the last publication.
  bool changed = false;                      ///< Whether there is anything to publish.
  LexiconWriter lexicon;
  std::vector<Warning> warnings;  ///< Those of the last Publish().
};

IndexWriter::IndexWriter(const std::string& index, Mode mode, unsigned jobs)
    : impl_(format::Guard([&] { return std::make_unique<Impl>(index, mode, jobs); })) {}

IndexWriter::~IndexWriter() = default;

Outcome IndexWriter::Put(const Paper& paper, const std::string& source, std::string* id) {
  return format::Guard([&] {
    Impl& impl = *impl_;
    const std::string title = TitleKey(paper);
    if (!impl.IsAnotherPaper(paper.id, title, source)) {
      if (id != nullptr) *id = paper.id;
      return impl.Put(paper, title, source, Learns());
    }
    Paper apart = paper;
    constexpr std::size_t kDigits = 6;
    apart.id += " #" + format::HexHash(title).substr(0, kDigits);
    apart.identifiers.push_back(paper.id);
    if (id != nullptr) *id = apart.id;
    return impl.Put(apart, title, source, Learns());
  });
}

void IndexWriter::PutStored(const Paper& paper, format::Provenance provenance) {
  format::Guard([&] { impl_->Put(paper, TitleKey(paper), "", Learns(), std::move(provenance)); });
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
  impl.changed = true;
  impl.labels = std::move(text);
}

void IndexWriter::AddTerms(std::vector<format::LexiconEntry> entries) {
  impl_->lexicon.AddTerms(std::move(entries));
}

void IndexWriter::SetUserTerms(std::vector<format::LexiconEntry> entries) {
  impl_->changed = true;
  impl_->lexicon.SetUserTerms(std::move(entries));
}

bool IndexWriter::Learns() const { return impl_->builder && !impl_->published; }

void IndexWriter::LearnFrom(const Paper& paper) { impl_->lexicon.Learn(paper); }

std::size_t IndexWriter::CountMissing(const std::string& path) const {
  return format::Guard([&]() -> std::size_t {
    return impl_->published ? impl_->published->Missing(path, impl_->seen).size() : 0;
  });
}

std::vector<std::string> IndexWriter::RemoveMissing(const std::string& path) {
  return format::Guard([&] {
    std::vector<std::string> ids;
    if (!impl_->published) return ids;
    for (const Xapian::docid paper : impl_->published->Missing(path, impl_->seen)) {
      ids.push_back(impl_->published->PaperOf(paper).id);
      impl_->published->Delete(paper);
    }
    if (!ids.empty()) impl_->changed = true;
    return ids;
  });
}

bool IndexWriter::Remove(const std::string& id) {
  return format::Guard([&] {
    const Xapian::docid paper =
        impl_->published ? impl_->published->Find(format::IdTerm(id)) : Xapian::docid{0};
    if (paper == 0 || !impl_->published->Delete(paper)) return false;
    impl_->changed = true;
    return true;
  });
}

void IndexWriter::Publish() {
  format::Guard([&] {
    Impl& impl = *impl_;
    impl.warnings.clear();
    if (!impl.builder || (impl.published && !impl.changed)) return;
    if (impl.IsSmall()) {
      impl.WriteInPlace();
    } else {
      impl.WriteGeneration();
    }
    impl.ResetRun();
  });
}

const std::vector<Warning>& IndexWriter::warnings() const { return impl_->warnings; }

}  // namespace dssearch::indexer
