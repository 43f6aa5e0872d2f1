#include "indexer/inversion/title_order.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace dssearch::indexer {

void TitleOrder::SetTitle(Xapian::docid document, std::string_view key) {
  Document& titled = documents_[document - 1];
  titled.key = key;
  titled.head = 0;
  for (std::size_t i = 0; i < sizeof titled.head; ++i)
    titled.head = titled.head << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
}

std::vector<std::uint32_t> TitleOrder::Places() const {
  std::vector<std::uint32_t> order(documents_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [this](std::uint32_t i, std::uint32_t j) {
    const Document& a = documents_[i];
    const Document& b = documents_[j];
    return a.head != b.head ? a.head < b.head
                            : std::tuple(a.key.empty(), a.key, a.id, i) <
                                  std::tuple(b.key.empty(), b.key, b.id, j);
  });
  std::vector<std::uint32_t> places(documents_.size() + 1);
  for (std::size_t i = 0; i < order.size(); ++i)
    places[order[i] + 1] = static_cast<std::uint32_t>(i + 1);
  return places;
}

}  // namespace dssearch::indexer
