#include "searcher/rank/length_norms.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "searcher/rank/bm25.h"

namespace dssearch {

std::shared_ptr<const LengthNorms> LengthNormsOf(const IndexReader& reader) {
  return reader.snapshot().Column<LengthNorms>("length norms", [&] {
    std::vector<Xapian::termcount> lengths(
        reader.segments().empty() ? 0 : reader.segments().back().end);
    for (const SegmentReader& segment : reader.segments()) {
      const format::Columns::Column column = segment.columns->Of(format::Columns::kLengths);
      for (Xapian::docid doc = 1; doc <= segment.last; ++doc)
        if (segment.Has(doc)) lengths[segment.base + doc] = column[doc];
    }
    const auto all = std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{0});
    const double average = static_cast<double>(all) / std::max(reader.doc_count(), 1U);
    auto norms = std::make_shared<LengthNorms>(LengthNorms{average, {}});
    norms->by_doc.resize(lengths.size());
    std::transform(lengths.begin(), lengths.end(), norms->by_doc.begin(),
                   [&](Xapian::termcount length) { return LengthNorm(length, average); });
    return norms;
  });
}

}  // namespace dssearch
