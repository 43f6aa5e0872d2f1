#include "searcher/index/bm25.h"

#include <cmath>

namespace dssearch {

double Idf(std::uint64_t doc_freq, std::uint64_t doc_count) {
  const auto having = static_cast<double>(doc_freq);
  const double odds = (static_cast<double>(doc_count) - having + 0.5) / (having + 0.5);
  // A term of more than half of all documents would have a negative logarithm.
  return std::log(odds < 2 ? odds / 2 + 1 : odds);
}

}  // namespace dssearch
