#include "searcher/index/local/match/doc_window.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <set>

namespace dssearch {
namespace {

using Bits = RangeWindow::Bits;

std::set<std::size_t> SlotsOf(const Bits& bits) {
  std::set<std::size_t> slots;
  bits.ForEach([&](std::size_t slot) { slots.insert(slot); });
  return slots;
}

TEST(WindowBits, RemovesAndCountsAsASetDoes) {
  std::mt19937 random(3);
  for (int i = 0; i < 200; ++i) {
    Bits bits;
    std::set<std::size_t> slots;
    for (std::size_t n = random() % (i % 2 == 0 ? 5 : 2000); n > 0; --n) {
      const std::size_t slot = random() % RangeWindow::kSlots;
      bits.Add(slot);
      slots.insert(slot);
    }
    for (const std::size_t size : {std::size_t{0}, slots.size(), slots.size() + 1})
      EXPECT_EQ(bits.HasFewerThan(size), slots.size() < size) << slots.size();
    const std::size_t of = 2 + random() % 5;
    bits.RemoveIf([of](std::size_t slot) { return slot % of == 0; });
    std::erase_if(slots, [of](std::size_t slot) { return slot % of == 0; });
    EXPECT_EQ(SlotsOf(bits), slots);
  }
}

TEST(BitsIn, AreTheDocumentsOfTheWindow) {
  std::mt19937 random(4);
  constexpr Xapian::docid kLast = 20'000;
  // Few are kept as a list, many as bits.
  for (const std::size_t count : {0U, 1U, 100U, 600U, 15'000U}) {
    DocBitSet docs(kLast);
    for (std::size_t i = 0; i < count; ++i)
      docs.Add(static_cast<Xapian::docid>(1 + random() % kLast));
    // At both ends of windows, where there are any.
    for (const Xapian::docid doc : {4095U, 4096U, 8191U})
      if (count > 0) docs.Add(doc);
    const DocSet kept(docs);
    EXPECT_EQ(kept.bits() == nullptr, count <= 600);
    DocBitSet added(kLast);
    kept.AddTo(added);
    EXPECT_EQ(added, docs);
    for (RangeWindow window{0}; window.begin <= kLast; window.begin = window.end()) {
      std::set<std::size_t> slots;
      for (std::size_t slot = 0; slot < RangeWindow::kSlots; ++slot) {
        const Xapian::docid doc = window.Doc(slot);
        if (doc > kLast) break;
        EXPECT_EQ(kept.Has(doc), docs.Has(doc));
        if (docs.Has(doc)) slots.insert(slot);
      }
      EXPECT_EQ(SlotsOf(BitsIn(window, docs)), slots);
      EXPECT_EQ(SlotsOf(BitsIn(window, kept)), slots);
    }
  }
}

}  // namespace
}  // namespace dssearch
