#include "searcher/index/local/record_pairs.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/format/identifier.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/index/local/posting_list.h"
#include "searcher/index/local/segment_postings.h"

namespace dssearch {

RecordPairs::RecordPairs(std::vector<RecordPair> pairs) : pairs_(std::move(pairs)) {
  for (std::size_t i = 0; i < pairs_.size(); ++i)
    for (const Xapian::docid doc : {pairs_[i].zh, pairs_[i].en}) by_doc_.emplace_back(doc, i);
  std::sort(by_doc_.begin(), by_doc_.end());
}

const RecordPair* RecordPairs::Find(Xapian::docid doc) const {
  const auto found =
      std::lower_bound(by_doc_.begin(), by_doc_.end(), std::pair(doc, std::size_t{0}));
  return found == by_doc_.end() || found->first != doc ? nullptr : &pairs_[found->second];
}

std::shared_ptr<const RecordPairs> RecordPairsOf(const LocalReader& reader) {
  return reader.snapshot().Column<RecordPairs>("record pairs", [&] {
    std::vector<RecordPair> pairs;
    std::set<Xapian::docid> paired;
    std::set<std::string> shared;
    for (const SegmentReader& segment : reader.segments()) {
      const std::string joined = segment.database.get_metadata(format::kSharedIdentifiersKey);
      format::ForEachValue(joined, [&](std::string_view one) { shared.emplace(one); });
    }
    if (shared.empty()) return std::make_shared<RecordPairs>();
    DocBitSet chinese(reader.last_doc());
    PostingsOf(format::ValueTerm(format::kLanguageField, "zh"), reader)->AddTo(chinese);
    for (const std::string& identifier : shared) {
      std::vector<Xapian::docid> docs;
      ForEachPosting(format::IdentifierTerm(identifier), reader,
                     [&](Xapian::docid doc, const auto&) { docs.push_back(doc); });
      // Both the DOI and the arXiv id of a paper may pair its records.
      if (docs.size() != 2 || paired.contains(docs[0]) || paired.contains(docs[1])) continue;
      if (chinese.Has(docs[0]) == chinese.Has(docs[1])) continue;
      if (chinese.Has(docs[1])) std::swap(docs[0], docs[1]);
      paired.insert(docs.begin(), docs.end());
      pairs.push_back({docs[0], docs[1]});
    }
    return std::make_shared<RecordPairs>(std::move(pairs));
  });
}

}  // namespace dssearch
