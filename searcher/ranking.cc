#include "searcher/ranking.h"

#include "searcher/format/schema.h"

namespace dssearch {
std::unique_ptr<Xapian::Weight> RankingWeight() {
  return std::make_unique<Xapian::BM25Weight>(ranking::kK1, 0, 1, ranking::kB,
                                              ranking::kMinNormalizedLength);
}

Order::Order(Xapian::Enquire& enquire, Sort sort) {
  const auto date = static_cast<Xapian::valueno>(format::FieldNamed("date").slot);
  const auto id = static_cast<Xapian::valueno>(format::FieldNamed("id").slot);
  // Undated papers come last either way.
  if (sort == Sort::kOldest) {
    key_.add_value(date, false, "~");
  } else {
    key_.add_value(date, true);
  }
  key_.add_value(id);
  if (sort == Sort::kRelevance) {
    enquire.set_weighting_scheme(*RankingWeight());
    enquire.set_sort_by_relevance_then_key(&key_, false);
  } else {
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_sort_by_key(&key_, false);
  }
}

}  // namespace dssearch
