#include "searcher/ranking.h"

#include "searcher/format/schema.h"

namespace dssearch {
namespace {

// The values most often used and Lucene's; k1 between .9 and 2 hardly matters
// for abstracts (measured on cnki_lis and csl topic queries).
constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
// Abstracts shorter than half the average do not get better for it.
constexpr double kMinNormalizedLength = 0.5;

}  // namespace

std::unique_ptr<Xapian::Weight> RankingWeight() {
  return std::make_unique<Xapian::BM25Weight>(kK1, 0, 1, kB, kMinNormalizedLength);
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
