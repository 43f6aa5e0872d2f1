#include "searcher/rank/length_norms.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "searcher/index/segment_postings.h"
#include "searcher/rank/bm25.h"

namespace dssearch {

std::shared_ptr<const std::vector<float>> LengthNormsOf(const IndexReader& reader) {
  using Norms = std::vector<float>;
  return reader.snapshot().Column<Norms>("length norms", [&] {
    std::vector<Xapian::termcount> lengths(reader.last_doc() + 1);
    ForEachPosting("", reader, [&](Xapian::docid doc, const Xapian::PostingIterator& it) {
      lengths[doc] = it.get_doclength();
    });
    const auto all = std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{0});
    const double average = static_cast<double>(all) / std::max(reader.doc_count(), 1U);
    auto norms = std::make_shared<Norms>(lengths.size());
    std::transform(lengths.begin(), lengths.end(), norms->begin(),
                   [&](Xapian::termcount length) { return LengthNorm(length, average); });
    return norms;
  });
}

}  // namespace dssearch
