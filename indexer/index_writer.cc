#include "indexer/index_writer.h"

#include <xapian.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <unordered_map>
#include <vector>

#include "dssearch/error.h"
#include "indexer/document_builder.h"
#include "indexer/form_collector.h"
#include "indexer/index_lock.h"
#include "indexer/shard_builder.h"
#include "searcher/format/generation.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch::indexer {
namespace fs = std::filesystem;

namespace {

bool HasTerm(const Xapian::Document& document, const std::string& term) {
  Xapian::TermIterator it = document.termlist_begin();
  it.skip_to(term);
  return it != document.termlist_end() && *it == term;
}

}  // namespace

struct IndexWriter::Impl {
  Impl(const std::string& path, Mode how) : index(path), mode(how) {
    if (mode == Mode::kDryRun) {
      if (format::HasGeneration(index)) OpenForReading();
      return;
    }
    std::error_code error;
    fs::create_directories(index, error);
    if (error)
      throw Error(ErrorCode::kIo, "cannot make the folder '" + index + "': " + error.message(),
                  "name a folder that you may write to with --index");
    lock.emplace(index);
    if (mode == Mode::kUpdate && format::HasGeneration(index)) {
      OpenForUpdate();
    } else {
      Create();
    }
  }

  ~Impl() {
    // A Xapian database commits when it is closed: call that off first.
    try {
      if (writable) writable->cancel_transaction();
      if (writable) writable->close();
      building.reset();
    } catch (const Xapian::Error&) {  // It is being thrown away.
    }
    std::error_code ignored;
    if (fresh) fs::remove_all(fs::path(index) / generation, ignored);
  }

  void OpenForReading() {
    const format::Generation current = format::ReadGeneration(index);
    database = format::OpenShard(current.shards.front(), text::Analyzer::Id());
  }

  void OpenForUpdate() {
    const format::Generation current = format::ReadGeneration(index);
    generation = current.name;
    writable = format::OpenShardForUpdate(current.shards.front(), text::Analyzer::Id());
    Begin();
  }

  void Create() {
    fresh = true;
    generation = format::NextGenerationName(index);
    fs::create_directories(fs::path(index) / generation);
    building.emplace(fs::path(index) / generation);
  }

  // Makes the new generation's database of what was built.
  void FinishBuilding() {
    const std::string shard = (fs::path(index) / generation / kShard).string();
    building->Finish(shard);
    building.reset();
    writable.emplace(shard, Xapian::DB_OPEN);
    format::StampDatabase(*writable, text::Analyzer::Id());
    writable->set_metadata(format::kLabelsKey, labels);
    // Of an id that came again the last one counts.
    for (const std::string& id_term : repeated) {
      std::vector<Xapian::docid> all(writable->postlist_begin(id_term),
                                     writable->postlist_end(id_term));
      all.pop_back();
      for (const Xapian::docid old : all) writable->delete_document(old);
    }
    forms.AddWordsOf(*writable);
    forms.Note(*writable);
    writable->commit();
  }

  // All changes are one transaction: readers see all of them or none.
  void Begin() {
    writable->begin_transaction();
    database = *writable;
  }

  // The document of a paper, 0 if there is none.
  Xapian::docid Find(const std::string& id_term) const {
    if (!database) return 0;
    const Xapian::PostingIterator found = database->postlist_begin(id_term);
    return found == database->postlist_end(id_term) ? 0 : *found;
  }

  // What an earlier run found in or below `path` and this one did not.
  std::vector<Xapian::docid> Missing(const std::string& path) const {
    std::vector<Xapian::docid> missing;
    if (!database) return missing;
    const std::string term = format::SourceTerm(path);
    for (auto it = database->postlist_begin(term); it != database->postlist_end(term); ++it) {
      const std::string id =
          database->get_document(*it).get_value(SlotOf(format::FieldNamed("id")));
      if (!seen.contains(format::IdTerm(id))) missing.push_back(*it);
    }
    return missing;
  }

  static constexpr const char* kShard = "shard-0";

  std::string index;
  Mode mode;
  std::optional<IndexLock> lock;
  std::string generation;
  bool fresh = false;
  bool changed = false;
  std::optional<ShardBuilder> building;  ///< Of a fresh generation, until it is published.
  std::string labels;                    ///< Its encoded labels,
  std::set<std::string> repeated;        ///< and the id terms that it has several times.
  std::optional<Xapian::WritableDatabase> writable;
  std::optional<Xapian::Database> database;  ///< `writable`, or what a dry run reads.
  DocumentBuilder builder;
  FormCollector forms;
  /// Id terms put in this run, with the hash of the record.
  std::unordered_map<std::string, std::string> seen;
};

IndexWriter::IndexWriter(const std::string& index, Mode mode)
    : impl_(format::Guard([&] { return std::make_unique<Impl>(index, mode); })) {}

IndexWriter::~IndexWriter() = default;

Outcome IndexWriter::Put(const Paper& paper, const std::string& source) {
  return format::Guard([&] {
    Impl& impl = *impl_;
    const std::string record = format::EncodeRecord(paper);
    const std::string hash = format::ContentHash(record);
    const std::string id_term = format::IdTerm(paper.id);
    const auto [earlier, first] = impl.seen.try_emplace(id_term, hash);
    if (!first) {  // The same id again in this run: the last one wins.
      if (earlier->second == hash) return Outcome::kRepeated;
      earlier->second = hash;
    }
    const Xapian::docid existing = impl.Find(id_term);
    if (existing != 0 && first) {
      const Xapian::Document old = impl.database->get_document(existing);
      if (HasTerm(old, format::SourceTerm(source)) &&
          old.get_value(format::kContentHashSlot) == hash)
        return Outcome::kUnchanged;
    }
    impl.changed = true;
    if (impl.writable || impl.building) {
      Xapian::Document document = impl.builder.Build(paper, record);
      // The file and every folder above it, so that any of them can be named again.
      for (fs::path path = source;; path = path.parent_path()) {
        document.add_boolean_term(format::SourceTerm(path.string()));
        if (path == path.parent_path() || path.parent_path().empty()) break;
      }
      if (!impl.building) impl.forms.AddWordsOf(document);
      if (impl.building) {
        impl.building->Add(document);
        if (!first) impl.repeated.insert(id_term);
      } else if (existing != 0) {
        impl.writable->replace_document(existing, document);
      } else {
        impl.writable->add_document(document);
      }
    }
    if (!first) return Outcome::kRepeated;
    return existing != 0 ? Outcome::kUpdated : Outcome::kAdded;
  });
}

void IndexWriter::AddLabels(const std::vector<format::Label>& labels) {
  format::Guard([&] {
    Impl& impl = *impl_;
    if (!impl.writable && !impl.building) return;
    const std::string old =
        impl.building ? impl.labels : impl.writable->get_metadata(format::kLabelsKey);
    std::vector<format::Label> all = format::DecodeLabels(old);
    for (const format::Label& label : labels) {
      const auto same = std::find_if(
          all.begin(), all.end(), [&](const format::Label& known) { return known.zh == label.zh; });
      if (same == all.end()) {
        all.push_back(label);
      } else {
        *same = label;
      }
    }
    const std::string text = format::EncodeLabels(all);
    if (text == old) return;
    impl.changed = true;
    if (impl.building) {
      impl.labels = text;
    } else {
      impl.writable->set_metadata(format::kLabelsKey, text);
    }
  });
}

std::size_t IndexWriter::CountMissing(const std::string& path) const {
  return format::Guard([&] { return impl_->Missing(path).size(); });
}

std::size_t IndexWriter::RemoveMissing(const std::string& path) {
  return format::Guard([&] {
    Impl& impl = *impl_;
    const std::vector<Xapian::docid> missing = impl.Missing(path);
    if (!missing.empty()) impl.changed = true;
    if (impl.writable)
      for (const Xapian::docid id : missing) impl.writable->delete_document(id);
    return missing.size();
  });
}

void IndexWriter::Publish() {
  format::Guard([&] {
    Impl& impl = *impl_;
    if (impl.building) {
      impl.FinishBuilding();
    } else {
      if (!impl.writable || !impl.changed) return;
      impl.forms.Note(*impl.writable);
      impl.writable->commit_transaction();
      impl.writable->commit();
    }
    format::WriteManifest(impl.index, impl.generation, text::Analyzer::Id(),
                          impl.writable->get_doccount(), 1);
    if (impl.fresh) {
      std::vector<std::string> kept = {impl.generation};
      try {
        kept.push_back(format::ReadGeneration(impl.index).name);
      } catch (const Error&) {  // There was none, or none that can be read.
      }
      format::PublishGeneration(impl.index, {impl.generation + '/' + Impl::kShard});
      format::RemoveGenerationsBut(impl.index, kept);
    }
    impl.fresh = false;
    impl.changed = false;
    impl.Begin();
  });
}

}  // namespace dssearch::indexer
