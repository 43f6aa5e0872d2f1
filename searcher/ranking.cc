#include "searcher/ranking.h"

namespace dssearch {
std::unique_ptr<Xapian::Weight> RankingWeight() {
  return std::make_unique<Xapian::BM25Weight>(ranking::kK1, 0, 1, ranking::kB,
                                              ranking::kMinNormalizedLength);
}

}  // namespace dssearch
