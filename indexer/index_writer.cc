#include "indexer/index_writer.h"

#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "indexer/form_collector.h"
#include "indexer/id_set.h"
#include "indexer/index_lock.h"
#include "indexer/lexicon_learner.h"
#include "indexer/lexicon_merge.h"
#include "indexer/shard_builder.h"
#include "searcher/format/generation.h"
#include "searcher/format/manifest.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;

namespace {

constexpr const char* kShard = "shard-0";

// Where papers that come and papers that go are more than this part of an index
// together, a new generation is merged. There both take about as long: of 20,000
// papers 490 changed in place in 0.9 s, 520 with a merge in 1.1 s.
constexpr Xapian::doccount kInPlacePart = 20;

// But so few are always written in place.
constexpr std::size_t kInPlaceAlways = 200;

// The hashes of papers that are asked for one after another, mostly in order:
// then each is next to the one before.
class StoredHashes {
 public:
  std::string Of(Xapian::docid paper, const Xapian::Database& database) {
    if (paper < last_ || last_ == 0) at_ = database.valuestream_begin(format::kContentHashSlot);
    last_ = paper;
    at_.skip_to(paper);
    return *at_;
  }

 private:
  Xapian::ValueIterator at_;
  Xapian::docid last_ = 0;
};

Xapian::docid Find(const Xapian::Database& database, const std::string& id_term) {
  const Xapian::PostingIterator found = database.postlist_begin(id_term);
  return found == database.postlist_end(id_term) ? 0 : *found;
}

// Of the papers that have an id the last one stays.
void LeaveTheLast(const std::string& id_term, Xapian::WritableDatabase& database) {
  std::vector<Xapian::docid> all(database.postlist_begin(id_term), database.postlist_end(id_term));
  if (all.empty()) return;
  all.pop_back();
  for (const Xapian::docid old : all) database.delete_document(old);
}

}  // namespace

// Papers are put into databases of their own, which nobody sees. Publish() takes
// these for a new generation, alone or behind the current one, or copies the few
// that there are into the current one.
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
    Forget();
    if (!dry) Begin();
  }

  ~Impl() {
    built.reset();
    std::error_code ignored;
    if (!next.empty()) fs::remove_all(fs::path(index) / next, ignored);
  }

  void Open() {
    current = format::ReadGeneration(index);
    database = format::OpenShard(current.shards.front(), text::Analyzer::Id());
    labels = database->get_metadata(format::kLabelsKey);
    // Papers that stay are packed with it.
    dictionary = database->get_metadata(format::kDictionaryKey);
  }

  // Gets ready for papers.
  void Begin() {
    // A run that was ended may have left something, which may be all that fills the disk.
    if (database) format::RemoveGenerationsAfter(index, current.name);
    next = format::NextGenerationName(index);
    built = std::make_unique<ShardBuilder>(fs::path(index) / next / "parts", jobs, dictionary);
  }

  // Starts anew with `database` as it is.
  void Forget() {
    gone.assign(database ? database->get_lastdocid() + 1 : 0, false);
    gone_count = 0;
    twice.clear();
    hashes = {};
    changed = false;
  }

  // What an earlier run found in or below `path` and this one did not.
  std::vector<Xapian::docid> Missing(const std::string& path) const {
    std::vector<Xapian::docid> missing;
    if (!database) return missing;
    const std::string term = format::SourceTerm(path);
    const auto slot = SlotOf(format::kIdField);
    auto id = database->valuestream_begin(slot);
    for (auto it = database->postlist_begin(term); it != database->postlist_end(term); ++it) {
      id.skip_to(*it);
      if (!seen.Has(format::IdHash(*id)) && !gone[*it]) missing.push_back(*it);
    }
    return missing;
  }

  void Drop(Xapian::docid paper) {
    if (gone[paper]) return;
    gone[paper] = true;
    ++gone_count;
  }

  // Takes the papers that do not stay out of what was written from `database`.
  // They are found by their ids, each before the one that takes its place:
  // merging numbers papers anew where the first ones had been deleted.
  void DeleteGone(Xapian::WritableDatabase& writable) const {
    const auto slot = SlotOf(format::kIdField);
    for (Xapian::docid paper = 1; paper < gone.size(); ++paper) {
      if (!gone[paper]) continue;
      const std::string id = database->get_document(paper).get_value(slot);
      writable.delete_document(Find(writable, format::IdTerm(id)));
    }
  }

  bool IsSmall() const {
    return database &&
           built->size() + gone_count <=
               std::max<std::size_t>(database->get_doccount() / kInPlacePart, kInPlaceAlways);
  }

  // One transaction: readers see all of it or nothing.
  void WriteInPlace() {
    // Even a run that is killed may write to the files, where nobody reads.
    Describe(current.name, *database, {});
    Xapian::WritableDatabase writable =
        format::OpenShardForUpdate(current.shards.front(), text::Analyzer::Id());
    writable.begin_transaction();
    FormCollector forms;
    DeleteGone(writable);
    for (const fs::path& part : built->Finish()) {
      const Xapian::Database papers(part.string());
      for (auto it = papers.postlist_begin(""); it != papers.postlist_end(""); ++it) {
        const Xapian::Document document = papers.get_document(*it);
        forms.AddWordsOf(document);
        writable.add_document(document);
      }
    }
    for (const std::string& id_term : twice) LeaveTheLast(id_term, writable);
    forms.Note(writable);
    writable.set_metadata(format::kLabelsKey, labels);
    WriteLexicon(writable);
    writable.commit_transaction();
    writable.commit();
    Describe(current.name, writable, {});
  }

  void WriteGeneration() {
    const fs::path folder = fs::path(index) / next;
    fs::create_directories(folder);
    const fs::path shard = folder / kShard;
    // While the last papers are written, and merged.
    if (!database) learnt = std::async(std::launch::async, [this] { return learner.Finish(); });
    std::vector<fs::path> parts = built->Finish();
    // To take a paper out of a database costs about as much as to put it in.
    const bool most_stay = database && 2 * gone_count < database->get_doccount();
    if (database)
      parts.insert(parts.begin(),
                   most_stay ? fs::path(current.shards.front()) : CopyOfRest(folder / "parts"));
    ShardBuilder::Merge(parts, shard);
    fs::remove_all(folder / "parts");
    Xapian::WritableDatabase writable(shard.string(), Xapian::DB_OPEN);
    if (most_stay) DeleteGone(writable);
    for (const std::string& id_term : twice) LeaveTheLast(id_term, writable);
    FormCollector forms;
    forms.AddWordsOf(static_cast<const Xapian::Database&>(writable));
    forms.Note(writable);
    format::StampDatabase(writable, text::Analyzer::Id());
    writable.set_metadata(format::kLabelsKey, labels);
    writable.set_metadata(format::kDictionaryKey, built->dictionary());
    WriteLexicon(writable);
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

  // A database of the papers that stay.
  fs::path CopyOfRest(const fs::path& folder) const {
    fs::create_directories(folder);
    fs::path path = folder / "rest";
    Xapian::WritableDatabase rest(path.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    for (auto it = database->postlist_begin(""); it != database->postlist_end(""); ++it)
      if (!gone[*it]) rest.add_document(database->get_document(*it));
    rest.commit();
    return path;
  }

  // A new index has what it learnt and what it was given. One that there is
  // keeps what it has, but for the terms of the user, where there are new ones.
  void WriteLexicon(Xapian::WritableDatabase& writable) {
    const auto is_users = [](const format::Translation& one) {
      return one.origin == format::Origin::kUser;
    };
    std::vector<format::LexiconEntry> all = std::move(terms);
    terms.clear();
    if (database) {
      if (!given) return;
      std::erase_if(all, [&](const auto& entry) { return !is_users(entry.translations.front()); });
      for (format::LexiconEntry& entry : format::ReadLexicon(writable)) {
        writable.set_metadata(format::LexiconKey(entry.key), {});
        std::erase_if(entry.translations, is_users);
        if (!entry.translations.empty()) all.push_back(std::move(entry));
      }
    } else {
      for (format::LexiconEntry& entry : learnt.get()) all.push_back(std::move(entry));
      if (!given) KeepUsersTerms(all);
    }
    std::vector<format::LexiconEntry> together;
    std::string key;
    const auto write = [&] {
      if (!together.empty()) writable.set_metadata(key, format::EncodeEntries(together));
      together.clear();
    };
    for (format::LexiconEntry& entry : MergeEntries(std::move(all))) {
      const std::string its = format::LexiconKey(entry.key);
      if (its != key) write();
      key = its;
      together.push_back(std::move(entry));
    }
    write();
  }

  // What the user said in an earlier run holds in a rebuilt index, too.
  void KeepUsersTerms(std::vector<format::LexiconEntry>& all) const {
    if (!format::HasGeneration(index)) return;
    try {
      const format::Generation old = format::ReadGeneration(index);
      for (format::LexiconEntry& entry : format::ReadLexicon(Xapian::Database(old.shards.front())))
        if (entry.translations.front().origin == format::Origin::kUser)
          all.push_back(std::move(entry));
    } catch (const std::exception&) {  // What cannot be read any more is rebuilt without it.
    } catch (const Xapian::Error&) {
    }
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
  std::optional<Xapian::Database> database;  ///< and its papers, unless they are to be replaced.
  std::string labels;                        ///< Encoded.
  std::optional<std::string> dictionary;     ///< That of `database`.
  std::string next;                          ///< The name of the next generation.
  std::unique_ptr<ShardBuilder> built;       ///< New and changed papers; null in a dry run.
  std::vector<bool> gone;                    ///< Papers of `database` that do not stay,
  std::size_t gone_count = 0;                ///< and their number.
  std::set<std::string> twice;               ///< Id terms that were put several times.
  StoredHashes hashes;                       ///< Of `database`.
  IdSet seen;                                ///< Of the papers of this run.
  bool changed = false;
  LexiconLearner learner;  ///< Of a new index.
  std::future<std::vector<format::LexiconEntry>> learnt;
  std::vector<format::LexiconEntry> terms;  ///< That were given.
  bool given = false;                       ///< The user's are among these, if there are any.
};

IndexWriter::IndexWriter(const std::string& index, Mode mode, unsigned jobs)
    : impl_(format::Guard([&] { return std::make_unique<Impl>(index, mode, jobs); })) {}

IndexWriter::~IndexWriter() = default;

Outcome IndexWriter::Put(const Paper& paper, const std::string& source) {
  return format::Guard([&] {
    Impl& impl = *impl_;
    std::string record = format::EncodeRecord(paper);
    std::string id_term = format::IdTerm(paper.id);
    const bool first = impl.seen.Add(format::IdHash(paper.id));
    const Xapian::docid existing = impl.database ? Find(*impl.database, id_term) : 0;
    if (existing != 0 && first &&
        impl.hashes.Of(existing, *impl.database) == format::SourcedHash(record, source))
      return Outcome::kUnchanged;
    impl.changed = true;
    if (impl.built) {
      if (existing != 0) impl.Drop(existing);
      if (!first) impl.twice.insert(std::move(id_term));
      if (Learns()) impl.learner.Add(paper);
      impl.built->Add({paper, std::move(record), source});
    }
    if (!first) return Outcome::kRepeated;
    return existing != 0 ? Outcome::kUpdated : Outcome::kAdded;
  });
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
  std::move(entries.begin(), entries.end(), std::back_inserter(impl_->terms));
}

void IndexWriter::SetUserTerms(std::vector<format::LexiconEntry> entries) {
  impl_->changed = true;
  impl_->given = true;
  AddTerms(std::move(entries));
}

bool IndexWriter::Learns() const { return impl_->built && !impl_->database; }

void IndexWriter::LearnFrom(const Paper& paper) { impl_->learner.Add(paper); }

std::size_t IndexWriter::CountMissing(const std::string& path) const {
  return format::Guard([&] { return impl_->Missing(path).size(); });
}

std::size_t IndexWriter::RemoveMissing(const std::string& path) {
  return format::Guard([&] {
    const std::vector<Xapian::docid> missing = impl_->Missing(path);
    if (!missing.empty()) impl_->changed = true;
    for (const Xapian::docid paper : missing) impl_->Drop(paper);
    return missing.size();
  });
}

void IndexWriter::Publish() {
  format::Guard([&] {
    Impl& impl = *impl_;
    if (!impl.built || (impl.database && !impl.changed)) return;
    if (impl.IsSmall()) {
      impl.WriteInPlace();
      impl.built.reset();
      std::error_code ignored;
      fs::remove_all(fs::path(impl.index) / impl.next, ignored);
    } else {
      impl.WriteGeneration();
    }
    impl.Open();
    impl.Forget();
    impl.Begin();
  });
}

}  // namespace dssearch::indexer
