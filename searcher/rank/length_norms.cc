#include "searcher/rank/length_norms.h"

#include "searcher/rank/bm25.h"

namespace dssearch {

std::shared_ptr<const std::vector<float>> LengthNormsOf(const IndexReader& reader) {
  using Norms = std::vector<float>;
  return reader.snapshot().Column<Norms>("length norms", [&] {
    const Xapian::Database& database = reader.database();
    auto norms = std::make_shared<Norms>(reader.last_doc() + 1);
    const double average = database.get_average_length();
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
      (*norms)[*it] = LengthNorm(it.get_doclength(), average);
    return norms;
  });
}

}  // namespace dssearch
