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
                    format::Columns::Map(index, one.name),
                    format::StoredValues::Map(index, one.name), base};
    segment.deleted.resize(one.papers + 1);
    for (const Xapian::docid doc : format::ReadDeletions(index, one)) segment.deleted[doc] = true;
    segment.deleted_count = one.deleted;
    base += static_cast<Xapian::docid>(one.papers);
    unpackers_.emplace_back(segment.database.get_metadata(format::kDictionaryKey));
    segments_.push_back(std::move(segment));
  }
}

std::size_t PublishedPapers::SegmentOf(Xapian::docid paper) const {
  std::size_t i = segments_.size() - 1;
  while (paper <= segments_[i].base) --i;
  return i;
}

std::string_view PublishedPapers::ValueOf(Xapian::docid paper, unsigned slot) const {
  const Segment& segment = segments_[SegmentOf(paper)];
  return segment.columns->Of(slot).TextOf(paper - segment.base);
}

Xapian::docid PublishedPapers::Find(const std::string& id_term) const {
  const std::vector<Xapian::docid> found = FindAll(id_term);
  return found.empty() ? 0 : found.front();
}

std::vector<Xapian::docid> PublishedPapers::FindAll(const std::string& term,
                                                    std::size_t most) const {
  std::vector<Xapian::docid> all;
  for (const Segment& segment : segments_)
    for (auto it = segment.database.postlist_begin(term);
         it != segment.database.postlist_end(term) && all.size() < most; ++it)
      if (!segment.deleted[*it]) all.push_back(segment.base + *it);
  return all;
}

bool PublishedPapers::HasRecord(Xapian::docid paper, std::string_view record) const {
  return ValueOf(paper, format::kContentHashSlot) == format::ContentHash(record);
}

bool PublishedPapers::IsFrom(Xapian::docid paper, std::string_view source) const {
  return ValueOf(paper, format::kSourceSlot) == format::ContentHash(source);
}

Paper PublishedPapers::PaperOf(Xapian::docid paper) {
  const std::size_t i = SegmentOf(paper);
  const Segment& segment = segments_[i];
  return format::DecodeRecordAsRead(
      unpackers_[i].Unpack(segment.values->Of(format::kRecordSlot, paper - segment.base)));
}

format::Provenance PublishedPapers::ProvenanceOf(Xapian::docid paper) const {
  const Segment& segment = segments_[SegmentOf(paper)];
  return format::ProvenanceOf(paper - segment.base, *segment.columns, segment.database);
}

format::Run PublishedPapers::RunOf(Xapian::docid paper, const format::Field& field) const {
  return format::DecodeRun(ValueOf(paper, SlotOf(field)));
}

std::vector<Xapian::docid> PublishedPapers::Missing(const std::string& path,
                                                    const IdSet& seen) const {
  std::vector<Xapian::docid> missing;
  for (const Segment& segment : segments_) {
    const std::set<std::string, std::less<>> below = format::SourcesBelow(path, segment.database);
    if (below.empty()) continue;
    const format::Columns::Column sources = segment.columns->Of(format::kSourceSlot);
    const format::Columns::Column ids = segment.columns->Of(SlotOf(format::kIdField));
    for (Xapian::docid doc = 1; doc < segment.deleted.size(); ++doc)
      if (!segment.deleted[doc] && below.contains(sources.TextOf(doc)) &&
          !seen.Has(format::IdHash(ids.TextOf(doc))))
        missing.push_back(segment.base + doc);
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
