#include "searcher/index/term_stats.h"

#include <memory>

#include "searcher/format/schema.h"
#include "searcher/format/stem_forms.h"
#include "searcher/index/posting_list.h"

namespace dssearch {

TermStats StatsOf(const std::string& term, const IndexReader& reader) {
  if (const auto cached = reader.cache().Get<TermStats>(term)) return *cached;
  const Xapian::Database& database = reader.database();
  auto stats = std::make_shared<TermStats>(
      TermStats{database.get_termfreq(term), database.get_collection_freq(term)});
  if (format::ReadTerm(term).kind == format::TermKind::kStem) {
    for (const std::string& form : format::FormsOf(term, database))
      stats->collection_freq += database.get_collection_freq(form);
    stats->doc_freq = static_cast<Xapian::doccount>(PostingsOf(term, reader)->doc_ids.size());
  }
  reader.cache().Put<TermStats>(term, stats);
  return *stats;
}

}  // namespace dssearch
