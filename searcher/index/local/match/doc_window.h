#pragma once

#include <xapian.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/doc_set.h"
#include "searcher/index/local/segment_reader.h"

namespace dssearch {

/// A set of documents of a window: a bit for each slot.
template <std::size_t kWords>
struct WindowBits {
  std::array<std::uint64_t, kWords> words = {};

  void Add(std::size_t slot) { words[slot / 64] |= std::uint64_t{1} << (slot % 64); }
  bool Has(std::size_t slot) const { return (words[slot / 64] >> (slot % 64) & 1) != 0; }

  WindowBits& operator|=(const WindowBits& other) {
    for (std::size_t i = 0; i < kWords; ++i) words[i] |= other.words[i];
    return *this;
  }
  WindowBits& operator&=(const WindowBits& other) {
    for (std::size_t i = 0; i < kWords; ++i) words[i] &= other.words[i];
    return *this;
  }
  WindowBits& operator-=(const WindowBits& other) {
    for (std::size_t i = 0; i < kWords; ++i) words[i] &= ~other.words[i];
    return *this;
  }

  /// Removes the slots of which `is_removed(std::size_t slot)` is true.
  template <typename Predicate>
  void RemoveIf(const Predicate& is_removed) {
    for (std::size_t i = 0; i < kWords; ++i) {
      std::uint64_t kept = words[i];
      for (std::uint64_t rest = kept; rest != 0; rest &= rest - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(rest));
        kept ^= std::uint64_t{is_removed(i * 64 + bit)} << bit;  // Without a branch.
      }
      words[i] = kept;
    }
  }

  bool empty() const {
    return std::all_of(words.begin(), words.end(), [](std::uint64_t word) { return word == 0; });
  }
  std::size_t size() const {
    std::size_t size = 0;
    for (const std::uint64_t word : words) size += CountBits(word);
    return size;
  }

  /// Whether size() < `size`; faster where the set is empty or large.
  bool HasFewerThan(std::size_t size) const {
    for (const std::uint64_t word : words) {
      if (word == 0) continue;
      const std::size_t count = CountBits(word);
      if (count >= size) return false;
      size -= count;
    }
    return size > 0;
  }

  /// Calls `visit(std::size_t slot)` for each slot of the set, ascending.
  template <typename Visit>
  void ForEach(const Visit& visit) const {
    for (std::size_t i = 0; i < kWords; ++i)
      for (std::uint64_t rest = words[i]; rest != 0; rest &= rest - 1)
        visit(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
  }
};

// Queries are matched and scored window by window, so that the intermediate results stay in the
// processor's cache. There are two kinds of windows, and the same code evaluates both.

/// A window of consecutive docids, which lie in one segment. Posting lists are traversed from one
/// window to the next, which suits queries over the whole index.
struct RangeWindow {
  static constexpr std::size_t kWords = 64;
  static constexpr std::size_t kSlots = kWords * 64;
  static_assert(kSegmentAlignment % kSlots == 0);
  using Bits = WindowBits<kWords>;

  Xapian::docid begin;  ///< A multiple of kSlots.

  Xapian::docid Doc(std::size_t slot) const { return begin + static_cast<Xapian::docid>(slot); }
  Xapian::docid end() const { return begin + static_cast<Xapian::docid>(kSlots); }
  static Bits All() {
    Bits all;
    all.words.fill(~std::uint64_t{0});
    return all;
  }
};

/// The part of a set that lies in a window.
inline RangeWindow::Bits BitsIn(const RangeWindow& window, const DocBitSet& docs) {
  RangeWindow::Bits bits;
  const std::span<const std::uint64_t> words = docs.words().subspan(window.begin / 64);
  std::copy_n(words.begin(), std::min(words.size(), bits.words.size()), bits.words.begin());
  return bits;
}

inline RangeWindow::Bits BitsIn(const RangeWindow& window, const DocSet& docs) {
  if (docs.bits() != nullptr) return BitsIn(window, *docs.bits());
  RangeWindow::Bits bits;
  const std::span<const Xapian::docid> list = docs.list();
  for (auto doc = std::lower_bound(list.begin(), list.end(), window.begin);
       doc != list.end() && *doc < window.end(); ++doc)
    bits.Add(*doc - window.begin);
  return bits;
}

/// A window of a few documents anywhere in the index. Each is looked up in the posting lists, which
/// costs nothing for all other documents.
struct BlockWindow {
  static constexpr std::size_t kWords = 1;
  static constexpr std::size_t kSlots = 64;
  using Bits = WindowBits<kWords>;

  std::span<const Xapian::docid> docs;  ///< At most kSlots, ascending.

  Xapian::docid Doc(std::size_t slot) const { return docs[slot]; }
  Bits All() const { return {{docs.empty() ? 0 : ~std::uint64_t{0} >> (kSlots - docs.size())}}; }
};

}  // namespace dssearch
