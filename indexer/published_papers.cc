#include "indexer/published_papers.h"

#include <set>
#include <utility>

#include "searcher/format/deletions.h"
#include "searcher/format/open_database.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"

namespace dssearch::indexer {

std::vector<Xapian::docid> PublishedPapers::Segment::DeletedDocs() const {
  std::vector<Xapian::docid> docs;
  for (Xapian::docid doc = 1; doc < deleted.size(); ++doc)
    if (deleted[doc]) docs.push_back(doc);
  return docs;
}

PublishedPapers::PublishedPapers(const std::string& index, const format::Commit& commit) {
  Xapian::docid base = 0;
  for (const format::CommitSegment& one : commit.segments) {
    Segment segment{one, format::OpenDatabase(index, one.name, one.files),
                    format::StoredValues::Map(index, one.name), base};
    segment.deleted.resize(one.papers + 1);
    for (const Xapian::docid doc : format::ReadDeletions(index, one)) segment.deleted[doc] = true;
    segment.deleted_count = one.deleted;
    base += static_cast<Xapian::docid>(one.papers);
    hashes_.emplace_back(segment.database, format::kContentHashSlot);
    added_.emplace_back(segment.database, SlotOf(format::kAddedField));
    changed_.emplace_back(segment.database, SlotOf(format::kChangedField));
    unpackers_.emplace_back(segment.database.get_metadata(format::kDictionaryKey));
    segments_.push_back(std::move(segment));
  }
}

std::size_t PublishedPapers::SegmentOf(Xapian::docid paper) const {
  std::size_t i = segments_.size() - 1;
  while (paper <= segments_[i].base) --i;
  return i;
}

Xapian::docid PublishedPapers::Find(const std::string& id_term) const {
  const std::vector<Xapian::docid> found = FindAll(id_term);
  return found.empty() ? 0 : found.front();
}

std::vector<Xapian::docid> PublishedPapers::FindAll(const std::string& term) const {
  constexpr std::size_t kMost = 100;
  std::vector<Xapian::docid> all;
  for (const Segment& segment : segments_)
    for (auto it = segment.database.postlist_begin(term);
         it != segment.database.postlist_end(term) && all.size() < kMost; ++it)
      if (!segment.deleted[*it]) all.push_back(segment.base + *it);
  return all;
}

bool PublishedPapers::HasRecord(Xapian::docid paper, std::string_view record) {
  const std::size_t i = SegmentOf(paper);
  return hashes_[i].Of(paper - segments_[i].base).starts_with(format::ContentHash(record));
}

bool PublishedPapers::IsFrom(Xapian::docid paper, std::string_view source) {
  const std::size_t i = SegmentOf(paper);
  return hashes_[i].Of(paper - segments_[i].base).ends_with(format::ContentHash(source));
}

Paper PublishedPapers::PaperOf(Xapian::docid paper) {
  const std::size_t i = SegmentOf(paper);
  const Segment& segment = segments_[i];
  return format::DecodeRecord(
      unpackers_[i].Unpack(segment.values->Of(format::kRecordSlot, paper - segment.base)));
}

format::Provenance PublishedPapers::ProvenanceOf(Xapian::docid paper) const {
  const Segment& segment = segments_[SegmentOf(paper)];
  return format::ProvenanceOf(segment.database.get_document(paper - segment.base),
                              segment.database);
}

std::pair<format::Run, format::Run> PublishedPapers::RunsOf(Xapian::docid paper) {
  const std::size_t i = SegmentOf(paper);
  const Segment& segment = segments_[i];
  const auto run = [&](format::SlotReader& numbers) {
    return format::DecodeRun(format::RunTextOf(numbers.Of(paper - segment.base), segment.database));
  };
  return {run(added_[i]), run(changed_[i])};
}

std::vector<Xapian::docid> PublishedPapers::Missing(const std::string& path,
                                                    const IdSet& seen) const {
  std::vector<Xapian::docid> missing;
  for (const Segment& segment : segments_) {
    const std::set<std::string> sources = format::SourcesBelow(path, segment.database);
    if (sources.empty()) continue;
    format::SlotReader ids(segment.database, SlotOf(format::kIdField));
    const auto end = segment.database.valuestream_end(format::kContentHashSlot);
    for (auto it = segment.database.valuestream_begin(format::kContentHashSlot); it != end; ++it) {
      const Xapian::docid doc = it.get_docid();
      if (!segment.deleted[doc] && sources.contains(std::string(format::SourceHashIn(*it))) &&
          !seen.Has(format::IdHash(ids.Of(doc))))
        missing.push_back(segment.base + doc);
    }
  }
  return missing;
}

bool PublishedPapers::Delete(Xapian::docid paper) {
  Segment& segment = segments_[SegmentOf(paper)];
  const Xapian::docid doc = paper - segment.base;
  if (segment.deleted[doc]) return false;
  segment.deleted[doc] = true;
  segment.changed = true;
  ++segment.deleted_count;
  return true;
}

}  // namespace dssearch::indexer
