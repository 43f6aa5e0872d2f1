#include "searcher/index/term_stats.h"

#include <memory>

#include "searcher/format/schema.h"
#include "searcher/index/posting_list.h"
#include "searcher/index/stem_forms.h"

namespace dssearch {
namespace {

void Add(Xapian::termcount wdf, TermStats& stats) {
  ++stats.doc_freq;
  stats.collection_freq += wdf;
}

// What the deleted documents of a segment add to the statistics of a term. Goes through the shorter
// of both lists.
TermStats DeletedStats(const std::string& term, Xapian::doccount doc_freq,
                       const SegmentReader& segment) {
  TermStats stats;
  auto it = segment.database.postlist_begin(term);
  const auto end = segment.database.postlist_end(term);
  if (doc_freq <= segment.deleted->size()) {
    for (; it != end; ++it)
      if (segment.deleted->Has(*it)) Add(it.get_wdf(), stats);
    return stats;
  }
  segment.deleted->ForEach([&](Xapian::docid doc) {
    if (it != end) it.skip_to(doc);
    if (it != end && *it == doc) Add(it.get_wdf(), stats);
  });
  return stats;
}

}  // namespace

TermStats ReadTermStats(const std::string& term, const SegmentReader& segment) {
  TermStats stats{segment.database.get_termfreq(term), segment.database.get_collection_freq(term)};
  if (stats.doc_freq == 0 || !segment.deleted) return stats;
  const TermStats deleted = DeletedStats(term, stats.doc_freq, segment);
  return {stats.doc_freq - deleted.doc_freq, stats.collection_freq - deleted.collection_freq};
}

TermStats ReadTermStats(const std::string& term, const IndexReader& reader) {
  TermStats stats;
  for (const SegmentReader& segment : reader.segments()) {
    const TermStats more = ReadTermStats(term, segment);
    stats.doc_freq += more.doc_freq;
    stats.collection_freq += more.collection_freq;
  }
  return stats;
}

TermStats StatsOf(const std::string& term, const IndexReader& reader) {
  if (const auto cached = reader.cache().Get<TermStats>(term)) return *cached;
  auto stats = std::make_shared<TermStats>(ReadTermStats(term, reader));
  if (format::ReadTerm(term).kind == format::TermKind::kStem) {
    for (const std::string& form : FormsOf(term, reader))
      stats->collection_freq += ReadTermStats(form, reader).collection_freq;
    stats->doc_freq = static_cast<Xapian::doccount>(PostingsOf(term, reader)->doc_ids.size());
  }
  reader.cache().Put<TermStats>(term, stats);
  return *stats;
}

}  // namespace dssearch
