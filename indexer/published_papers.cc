#include "indexer/published_papers.h"

#include <utility>

#include "searcher/format/provenance.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"

namespace dssearch::indexer {
namespace {

Xapian::docid FirstWith(const std::string& term, const Xapian::Database& database) {
  const Xapian::PostingIterator posting = database.postlist_begin(term);
  return posting == database.postlist_end(term) ? 0 : *posting;
}

}  // namespace

PublishedPapers::PublishedPapers(Xapian::Database database)
    : database_(std::move(database)),
      deleted_(database_.get_lastdocid() + 1),
      hashes_(database_, format::kContentHashSlot),
      unpacker_(database_.get_metadata(format::kDictionaryKey)) {}

Xapian::docid PublishedPapers::Find(const std::string& id_term) const {
  const Xapian::docid paper = FirstWith(id_term, database_);
  return deleted_[paper] ? 0 : paper;
}

std::vector<Xapian::docid> PublishedPapers::FindAll(const std::string& term) const {
  constexpr std::size_t kMost = 100;
  std::vector<Xapian::docid> all;
  for (auto it = database_.postlist_begin(term);
       it != database_.postlist_end(term) && all.size() < kMost; ++it)
    if (!deleted_[*it]) all.push_back(*it);
  return all;
}

bool PublishedPapers::HasRecord(Xapian::docid paper, std::string_view record) {
  return hashes_.Of(paper).starts_with(format::ContentHash(record));
}

bool PublishedPapers::IsFrom(Xapian::docid paper, std::string_view source) {
  return hashes_.Of(paper).ends_with(format::ContentHash(source));
}

Paper PublishedPapers::PaperOf(Xapian::docid paper) {
  return format::DecodeRecord(
      unpacker_.Unpack(database_.get_document(paper).get_value(format::kRecordSlot)));
}

std::vector<Xapian::docid> PublishedPapers::Missing(const std::string& path,
                                                    const IdSet& seen) const {
  std::vector<Xapian::docid> missing;
  const std::string term = format::SourceTerm(path);
  format::SlotReader ids(database_, SlotOf(format::kIdField));
  for (auto it = database_.postlist_begin(term); it != database_.postlist_end(term); ++it) {
    if (!seen.Has(format::IdHash(ids.Of(*it))) && !deleted_[*it]) missing.push_back(*it);
  }
  return missing;
}

bool PublishedPapers::Delete(Xapian::docid paper) {
  if (deleted_[paper]) return false;
  deleted_[paper] = true;
  ++deleted_count_;
  return true;
}

// Documents are found by their ids, each before the one that takes its place: merging numbers
// documents anew where the first ones had been deleted.
void PublishedPapers::DeleteFrom(Xapian::WritableDatabase& writable) const {
  const auto slot = SlotOf(format::kIdField);
  for (Xapian::docid paper = 1; paper < deleted_.size(); ++paper) {
    if (!deleted_[paper]) continue;
    const std::string id = database_.get_document(paper).get_value(slot);
    writable.delete_document(FirstWith(format::IdTerm(id), writable));
  }
}

void PublishedPapers::CopyRemaining(const std::filesystem::path& path) const {
  Xapian::WritableDatabase copy(path.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (auto it = database_.postlist_begin(""); it != database_.postlist_end(""); ++it)
    if (!deleted_[*it]) copy.add_document(database_.get_document(*it));
  copy.commit();
}

void DeleteAllButLast(const std::string& id_term, Xapian::WritableDatabase& writable) {
  std::vector<Xapian::docid> all(writable.postlist_begin(id_term), writable.postlist_end(id_term));
  if (all.empty()) return;
  all.pop_back();
  for (const Xapian::docid paper : all) writable.delete_document(paper);
}

}  // namespace dssearch::indexer
